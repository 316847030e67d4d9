import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatTemplate } from './format-template.ts'
import { parseTemplate } from './parse-template.ts'

/** What a template says: its sections and attributes without their places and layout. */
function meaning(text: string): unknown[] {
  return parseTemplate('t.txt', text).lines.flatMap((line) => {
    if (line.type === 'header') return [[line.rank, line.kind, line.name]]
    return line.type === 'attribute' ? [[line.key, line.operator, line.form, line.value]] : []
  })
}

const keys = fc.constantFrom('A', 'B.c', 'Tags.Business Unit', 'Label', 'run_list')
const operators = fc.constantFrom('=', ':=', ' = ', ' := ', '  =\t')
const values = fc.constantFrom(
  '1',
  '= =x',
  '"a # b"',
  "'''a\n   b\n'''",
  '$p # c',
  '#c',
  ' #c',
  '',
  '${x}, y',
  'text',
)
const attributes = fc.tuple(keys, operators, values).map((parts) => parts.join(''))
const headers = fc.constantFrom(
  '[[node a]]',
  '  [[ nodearray b c ]]  # note',
  '[[[configuration]]]',
  '[parameters]',
)
const lines = fc.tuple(
  fc.constantFrom('', ' ', '\t', '      '),
  fc.oneof(attributes, headers, fc.constant('# note'), fc.constant('')),
)
const templates = fc
  .tuple(fc.array(lines, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'))
  .map(([all, lineEnd]) => ['[cluster c]', '[[node n]]', ...all.map((parts) => parts.join(''))].join(lineEnd))

describe('formatTemplate()', () => {
  it('indents by rank, evens out blanks and keeps blocks and comments', () => {
    const text = [
      '',
      '# Top',
      '[cluster  a ]   # why',
      'X=1   ',
      '  # About n',
      '[[node n]]',
      '',
      '',
      '',
      "Script = '''first",
      '  kept   ',
      "'''  # done",
      '\t[[[volume boot]]]',
      'Size:=2',
      'Empty =   ',
      '',
    ].join('\n')

    expect(formatTemplate(text).text).toBe(
      [
        '# Top',
        '[cluster a] # why',
        'X = 1',
        '    # About n',
        '    [[node n]]',
        '',
        "    Script = '''first",
        '  kept   ',
        "''' # done",
        '        [[[volume boot]]]',
        '        Size := 2',
        '        Empty =',
        '',
      ].join('\n'),
    )
  })

  it('leaves what is even already, but for a blank before brackets', () => {
    const text = readFileSync(join(import.meta.dirname, 'fixtures', 'every-construct.txt'), 'utf8')
    expect(formatTemplate(text).text).toBe(text.replace('shared ]]]', 'shared]]]'))
  })

  it.each(['[cluster a]\n[[node b]\nx=1\n', '[cluster {{ a }}]\n  x=1', '[cluster a]\n   stray'])(
    'leaves %j as it is and says why',
    (text) => {
      const formatted = formatTemplate(text)
      expect(formatted).toMatchObject({ text, changed: false })
      expect(formatted.faults.some(({ severity }) => severity === 'error')).toBe(true)
    },
  )

  it('is idempotent and keeps the meaning', () => {
    fc.assert(
      fc.property(templates, (text) => {
        const once = formatTemplate(text)
        expect(meaning(once.text)).toEqual(meaning(text))
        expect(formatTemplate(once.text)).toMatchObject({ text: once.text, changed: false })
      }),
      { numRuns: 1000 },
    )
  })
})
