import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFaultLog } from '../fault-log.ts'
import { dockerfileLimits } from '../limits.ts'
import { arbitraryDockerfile } from '../arbitrary-dockerfile.ts'
import type { Dockerfile } from './dockerfile.ts'
import { readDockerfile } from './read-dockerfile.ts'

function read(text: string): Dockerfile & { faults: string[] } {
  const log = createFaultLog('Dockerfile', text)
  const dockerfile = readDockerfile(text, log)
  const faults = log.list().map(({ code, line, column }) => `${code} ${line}:${column}`)
  return { ...dockerfile, faults }
}

/** Instructions as `KEYWORD rest`. */
function instructionsOf(text: string): string[] {
  return read(text).instructions.map(({ keyword, rest }) => `${keyword} ${rest.text}`)
}

describe('readDockerfile()', () => {
  it.each<[string, string, string[]]>([
    ['one instruction', 'FROM a', ['FROM a']],
    ['keywords in any case', 'from a\nRun b', ['FROM a', 'RUN b']],
    ['blanks around', '  FROM \t a  \n', ['FROM a']],
    ['comments and blank lines between', '# x\n\nFROM a\n  # y\nRUN b', ['FROM a', 'RUN b']],
    ['a continuation', 'RUN a \\\n  b', ['RUN a   b']],
    ['a continuation within a word', 'RUN ab\\\ncd', ['RUN abcd']],
    ['blanks behind the continuation', 'RUN a \\ \t\n b', ['RUN a  b']],
    ['line ends of Windows', 'FROM a\r\nRUN b \\\r\n c\r\n', ['FROM a', 'RUN b  c']],
    ['a comment within a continuation', 'RUN a \\\n # c \\\n b', ['RUN a  b']],
    ['a blank line within a continuation', 'RUN a \\\n\n b', ['RUN a  b']],
    ['an escaped escape at the end of a line', 'RUN a \\\\\nRUN b', ['RUN a \\\\', 'RUN b']],
    ['a continuation before anything', '\\\nFROM a', ['FROM a']],
    ['a byte order mark', '\uFEFFFROM a', ['FROM a']],
    ['no line end at the end', 'FROM a\nRUN b', ['FROM a', 'RUN b']],
    ['another escape', '# escape=`\nRUN a `\n b \\\nRUN c', ['RUN a  b \\', 'RUN c']],
    ['a directive in capitals with blanks', '#  ESCAPE = `  \nRUN a`\nb', ['RUN ab']],
    ['an escape directive that comes too late', '# x\n# escape=`\nRUN a \\\nb', ['RUN a b']],
    ['a sign for comments within a line', 'RUN a # b', ['RUN a # b']],
    ['no rest', 'RUN', ['RUN ']],
    ['white space that is no blank', 'RUN\u00A0a', ['RUN a']],
  ])('reads %s', (_what, text, instructions) => {
    expect(instructionsOf(text)).toEqual(instructions)
  })

  it.each<[string, string, [string, boolean, string][], string[]]>([
    ['a heredoc', 'RUN <<EOF\na\nb\nEOF\nRUN c', [['EOF', true, 'a\nb\n']], ['RUN <<EOF', 'RUN c']],
    ['one with a quoted name', "COPY <<'EOF' /x\n$A\nEOF", [['EOF', false, '$A\n']], ["COPY <<'EOF' /x"]],
    ['one that chomps tabs', 'RUN <<-E\n\ta\n\tE\nRUN c', [['E', true, '\ta\n']], ['RUN <<-E', 'RUN c']],
    [
      'two of one line',
      'RUN <<A <<B\na\nA\nb\nB\n',
      [
        ['A', true, 'a\n'],
        ['B', true, 'b\n'],
      ],
      ['RUN <<A <<B'],
    ],
    ['one with a descriptor', 'RUN sh 3<<E\na\nE', [['E', true, 'a\n']], ['RUN sh 3<<E']],
    [
      'one with a blank before its name',
      'RUN cat << E > f\na\nE',
      [['E', true, 'a\n']],
      ['RUN cat << E > f'],
    ],
    ['one of ONBUILD', 'ONBUILD RUN <<E\na\nE', [['E', true, 'a\n']], ['ONBUILD RUN <<E']],
    ['an empty one', 'RUN <<E\nE\nRUN b', [['E', true, '']], ['RUN <<E', 'RUN b']],
    [
      'line ends of Windows in it',
      'RUN <<E\r\na\r\nE\r\nRUN b',
      [['E', true, 'a\r\n']],
      ['RUN <<E', 'RUN b'],
    ],
    ['instructions in it as its content', 'RUN <<E\nFROM x\nE', [['E', true, 'FROM x\n']], ['RUN <<E']],
    ['none in quotes', 'RUN echo "<<E"\nRUN b', [], ['RUN echo "<<E"', 'RUN b']],
    ['none of three signs', 'RUN cat <<<x\nRUN b', [], ['RUN cat <<<x', 'RUN b']],
    ['none of a list', 'RUN ["a", "<<E"]\nRUN b', [], ['RUN ["a", "<<E"]', 'RUN b']],
    ['none of other instructions', 'CMD <<E\nRUN b', [], ['CMD <<E', 'RUN b']],
  ])('reads %s', (_what, text, heredocs, instructions) => {
    const found = read(text).instructions.flatMap((one) => one.heredocs)
    expect(found.map(({ name, expands, content }) => [name, expands, content])).toEqual(heredocs)
    expect(found.map(({ offset, content }) => text.slice(offset, offset + content.length))).toEqual(
      found.map(({ content }) => content),
    )
    expect(instructionsOf(text)).toEqual(instructions)
  })

  it.each<[string, string, string, [string, string | undefined][], string]>([
    [
      'flags',
      'COPY --from=a --link b /c',
      'COPY',
      [
        ['from', 'a'],
        ['link', undefined],
      ],
      'b /c',
    ],
    ['quotes in flags', 'COPY --chown="a b" c /d', 'COPY', [['chown', 'a b']], 'c /d'],
    ['flags up to two dashes', 'RUN --network=none -- --x', 'RUN', [['network', 'none']], '--x'],
    [
      'flags over lines',
      'COPY --from=a \\\n  --link \\\n b /c',
      'COPY',
      [
        ['from', 'a'],
        ['link', undefined],
      ],
      'b /c',
    ],
    ['words behind flags as the rest', 'RUN ls --all', 'RUN', [], 'ls --all'],
  ])('reads %s', (_what, text, keyword, flags, rest) => {
    const [instruction] = read(text).instructions
    expect(instruction?.keyword).toBe(keyword)
    expect(instruction?.flags.map(({ name, value }) => [name, value])).toEqual(flags)
    expect(instruction?.rest.text).toBe(rest)
  })

  it.each<[string, readonly string[] | undefined]>([
    ['CMD ["a", "b c"]', ['a', 'b c']],
    ['CMD [ ]', []],
    ["CMD ['a']", undefined],
    ['CMD ["a"', undefined],
    ['CMD a', undefined],
    ['ENV ["a"]', undefined],
  ])('reads %s as a list or not', (text, json) => {
    expect(read(text).instructions[0]?.json).toEqual(json)
  })

  it('reads what ONBUILD is given', () => {
    const [instruction] = read('ONBUILD COPY --from=a b /c').instructions
    expect(instruction?.trigger?.keyword).toBe('COPY')
    expect(instruction?.trigger?.rest.text).toBe('b /c')
  })

  it.each<[string, string, string[]]>([
    ['an unknown word', 'FROM a\n\nFORM b', ['unknownInstruction 3:1']],
    ['every unknown word', 'FORM a\n\n RNU b', ['unknownInstruction 1:1', 'unknownInstruction 3:2']],
    ['a pair without an instruction', 'ENV a=1\n    b=2', ['lostContinuation 2:5']],
    ['a command without an instruction', 'RUN a\n  && b', ['lostContinuation 2:3']],
    ['lower case right behind an instruction', 'RUN apt-get install a\n  b c', ['lostContinuation 2:3']],
    ['a comment behind the continuation', 'RUN a \\ # why\n  B c', ['lostContinuation 2:3']],
    ['a blank that is none behind the continuation', 'RUN a \\\u00A0\n  B', ['lostContinuation 2:3']],
    ['a continuation at the end of the file', 'FROM a\nRUN b \\\n', ['openContinuation 2:7']],
    ['a blank line in a continuation once', 'RUN a \\\n\n\n b', ['blankContinuation 2:1']],
    ['a heredoc that is not ended', 'RUN <<E\na\nRUN b', ['openHeredoc 1:1']],
    ['a list with numbers', 'CMD ["a", 1]', ['listNotTexts 1:5']],
    ['a trigger that is none', 'ONBUILD FROM a', ['forbiddenTrigger 1:9']],
    ['ONBUILD of ONBUILD', 'ONBUILD ONBUILD RUN a', ['forbiddenTrigger 1:9']],
    ['a directive that is given twice', '# escape=`\n# escape=`', ['invalidDirective 2:1']],
    ['an escape that is none', '# escape=x\nFROM a', ['invalidDirective 1:1']],
    ['a directive behind a blank line', '\n# syntax=x\nFROM a', ['directiveWithoutEffect 2:1']],
    ['a directive behind a comment', '# x\n# syntax=x\nFROM a', ['directiveWithoutEffect 2:1']],
    ['a NUL character', 'RUN a\0', ['invalidCharacter 1:6']],
    ['nothing but a continuation', '\\', ['openContinuation 1:1', 'unknownInstruction 1:1']],
    ['a long line', `RUN ${'a'.repeat(dockerfileLimits.line)}`, ['lineTooLong 1:1']],
  ])('tells the place of %s', (_what, text, faults) => {
    expect(read(text).faults).toEqual(faults)
  })

  it('says which instruction may have been meant', () => {
    const log = createFaultLog('Dockerfile', 'FORM a')
    readDockerfile('FORM a', log)
    expect(log.list()[0]?.message).toBe('"FORM" is no instruction; did you mean FROM?')
  })

  it('has nothing to say of comments that look like directives behind an instruction', () => {
    expect(read('FROM a\n# escape=x').faults).toEqual([])
  })

  it('reads what follows a heredoc that is not ended', () => {
    expect(instructionsOf('RUN <<E\necho a\nENV b=c')).toEqual(['RUN <<E', 'ENV b=c'])
  })

  it('reads no more instructions than the limit', () => {
    const text = 'RUN a\n'.repeat(dockerfileLimits.instructions + 5)
    const { instructions, faults } = read(text)
    expect(instructions).toHaveLength(dockerfileLimits.instructions)
    expect(faults).toEqual([`tooManyInstructions ${dockerfileLimits.instructions + 1}:1`])
  })

  it('gives back any text to the character', () => {
    fc.assert(
      fc.property(arbitraryDockerfile, (text) => {
        const { pieces } = read(text)
        expect(pieces.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text)
        expect(pieces.every(({ start, end }) => start < end)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('knows of every character of an instruction where it stands', () => {
    fc.assert(
      fc.property(arbitraryDockerfile, (text) => {
        for (const { line } of read(text).instructions) {
          for (let at = 0; at < line.text.length; at++) expect(text[line.offsetOf(at)]).toBe(line.text[at])
        }
      }),
      { numRuns: 500 },
    )
  })
})
