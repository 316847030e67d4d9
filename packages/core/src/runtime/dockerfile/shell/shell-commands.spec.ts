import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shellCommands } from './shell-commands.ts'

const plain = (text: string) => ({ text, offsetOf: (index: number) => index })

/** Commands as their words joined by `|`, with what they are redirected to behind `>`. */
function commandsOf(text: string): string[] {
  return shellCommands(plain(text), 1000).map(({ words, targets }) =>
    [words.map((word) => word.text).join('|'), ...targets.map((target) => target.text)].join('>'),
  )
}

describe('shellCommands()', () => {
  it.each<[string, string[]]>([
    ['a b c', ['a|b|c']],
    ['a && b || c; d | e & f', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['a\nb', ['a', 'b']],
    ['a "b c" \'d e\' f\\ g', ['a|b c|d e|f g']],
    ['a "b && c"', ['a|b && c']],
    ['a # b\nc', ['a', 'c']],
    ['a#b', ['a#b']],
    ['if a; then b; else c; fi', ['a', 'b', 'c', 'fi']],
    ['for i in 1 2; do a $i; done', ['for|i|in|1|2', 'a|$i', 'done']],
    ['A=1 B=2 a b', ['a|b']],
    ['(a) && { b; }', ['a', 'b', '}']],
    ['a $(b c) d', ['a', 'b|c', 'd']],
    ['a `b` c', ['a', 'b', 'c']],
    ['a > f', ['a>f']],
    ['a >> f 2> g', ['a|2>f>g']],
    ['a >f 2>&1', ['a|2>f']],
    ['a &> f', ['a>f']],
    ['a < f', ['a']],
    ['> f', ['>f']],
    ['cat <<EOF > f', ['cat>f']],
    ['', []],
    ['A=1', []],
    ['a "open', ['a|open']],
    ["a '\\' b", ['a|\\|b']],
    ['a "\\$b"', ['a|$b']],
  ])('reads %j', (text, commands) => {
    expect(commandsOf(text)).toEqual(commands)
  })

  it.each([
    ['/usr/bin/pip3 install', 'pip3', false],
    ['sudo apt-get update', 'apt-get', true],
    ['exec nohup a', 'a', false],
  ])('finds what %j calls', (text, name, isSudo) => {
    expect(shellCommands(plain(text), 1)).toMatchObject([{ name, isSudo }])
  })

  it('tells the place of every word', () => {
    const text = 'a  "b c" && d > e'
    const [first, second] = shellCommands(plain(text), 9)
    expect(first?.words.map(({ offset }) => offset)).toEqual([0, 3])
    expect(second?.targets.map(({ offset }) => text[offset])).toEqual(['e'])
  })

  it('reads no more commands than it is told', () => {
    expect(shellCommands(plain('a;'.repeat(100)), 7)).toHaveLength(7)
    expect(shellCommands(plain('a'), 0)).toEqual([])
  })

  it('reads any text', () => {
    const signs = fc.constantFrom(
      'a',
      ' ',
      '"',
      "'",
      '\\',
      '$(',
      '`',
      ')',
      '&&',
      '|',
      '>',
      '<<',
      '#',
      '\n',
      '\0',
    )
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 40 }), (all) => {
        const text = all.join('')
        for (const { words, targets } of shellCommands(plain(text), 1000)) {
          for (const { offset } of [...words, ...targets]) expect(offset).toBeLessThan(text.length)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
