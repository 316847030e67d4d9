import { assert, array, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvText } from './csv.ts'
import { plain } from './plain.ts'

describe('csvText()', () => {
  it.each([
    ['plain text', 'runtime-redhat8-aws', 'runtime-redhat8-aws'],
    ['nothing', '', ''],
    ['a comma', 'a,b', '"a,b"'],
    ['quotes', 'say "hi"', '"say ""hi"""'],
    ['a semicolon, where some spreadsheets split', 'a;=b', '"a;=b"'],
    ['a line break, so that a row is a line', 'a\r\nb', 'a\\r\\nb'],
    ['a formula', '=1+1', "'=1+1"],
    ['a formula that calls', '=HYPERLINK("http://h","x")', `"'=HYPERLINK(""http://h"",""x"")"`],
    ['an at sign', '@SUM(A1)', "'@SUM(A1)"],
    ['a minus', '-2+3+cmd|x', "'-2+3+cmd|x"],
    ['a plus', '+A1', "'+A1"],
    ['a wide equals sign', '＝1', "'＝1"],
    ['a tab before a formula', '\t=1', "'\\t=1"],
    ['a negative number, which is none', '-12.5', '-12.5'],
    ['a moment', '2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z'],
    ['what would speak to a terminal', '\u001b[2J', '\\u001b[2J'],
  ])('writes %s', (_what, given, expected) => {
    expect(csvText([[given]])).toBe(`${expected}\r\n`)
  })

  it('gives every cell back in its place, with at most a guard before it', () => {
    const rows = array(array(string({ unit: 'grapheme' }), { minLength: 1 }), { minLength: 1 })
    assert(
      property(rows, (given) => {
        const read = readCsv(csvText(given))

        expect(read.map((row) => row.length)).toEqual(given.map((row) => row.length))
        for (const [index, cell] of read.flat().entries()) {
          const text = plain(given.flat()[index]!)
          expect([text, `'${text}`]).toContain(cell)
          expect(cell).not.toMatch(/^[=@＝＋－＠\t\r\n]|^[+-](?!\d+(?:\.\d+)?$)/)
        }
      }),
    )
  })
})

/** Reads CSV as RFC 4180 says. */
function readCsv(text: string): string[][] {
  const rows = text.split('\r\n').slice(0, -1)
  return rows.map((line) =>
    [...`,${line}`.matchAll(/,(?:"(?<quoted>(?:[^"]|"")*)"|(?<bare>[^,"]*))/g)].map(
      ({ groups }) => groups?.['quoted']?.replaceAll('""', '"') ?? groups?.['bare'] ?? '',
    ),
  )
}
