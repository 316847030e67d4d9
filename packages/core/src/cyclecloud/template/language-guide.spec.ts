import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { printValue } from '../expression/print.ts'
import { evaluateTemplate } from './evaluate-template.ts'
import { formatTemplate } from './format-template.ts'
import { checkTemplate } from './lint/lint-template.ts'
import { parseTemplate } from './parse-template.ts'

const root = join(import.meta.dirname, '../../../../..')
const guide = readFileSync(join(root, 'docs', 'template-language.md'), 'utf8')

/** The templates in the guide. */
const examples = [...guide.matchAll(/^```\n(?<text>[\s\S]*?)^```$/gm)].map(
  (match) => match.groups?.['text'] ?? '',
)

/** Rows of the tables whose columns are `written` and `value`. */
const rows = [...guide.matchAll(/^\| written +\| value +\|\n.*\n(?<body>(?:\|.*\n)+)/gm)]
  .flatMap((match) => (match.groups?.['body'] ?? '').trim().split('\n'))
  .map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => plain(cell.trim())),
  )

function plain(cell: string): string {
  return cell.replaceAll(/^(?:`` | ``|`)|(?: ``|`)$/g, '')
}

describe('docs/template-language.md', () => {
  it.each(examples.map((text, index) => [index, text] as const))(
    'has no fault in example %i, which is laid out evenly',
    (_, text) => {
      const template = parseTemplate('example.txt', text)

      expect(checkTemplate(template, evaluateTemplate(template))).toEqual([])
      expect(formatTemplate(text).text).toBe(text)
    },
  )

  it.each(rows)('says of %s that it is %s', (written = '', value = '') => {
    const text = `[cluster c]\n[[node n]]\nX = ${written}\n[parameters f]\n[[parameter p]]\nDefaultValue = 456`
    const attribute = evaluateTemplate(parseTemplate('t.txt', text)).nodes[0]?.attribute('X')

    expect(attribute === undefined ? 'nothing' : printValue(attribute.value)).toBe(value)
  })

  it('has examples and rows to check', () => {
    expect(examples.length).toBeGreaterThan(2)
    expect(rows.length).toBeGreaterThan(30)
  })
})
