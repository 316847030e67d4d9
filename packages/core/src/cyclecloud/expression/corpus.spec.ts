import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeWithTestData } from '@ingot/testkit'
import { expect, it } from 'vitest'
import { evaluate, EMPTY_SCOPE } from './evaluate.ts'
import { walkExpression } from './expression.ts'
import { findFunction } from './functions/table.ts'
import { parseExpression } from './parse.ts'
import { printExpression } from './print.ts'

/** Every expression of a template: behind `:=` and `= =` to the end of the line, and within `${…}`. */
function expressionsOf(template: string): string[] {
  const found: string[] = []
  for (const line of template.split(/\r?\n/)) {
    if (/^\s*#/.test(line)) continue
    const whole = /^[^=#]*?(?::=|=\s*=)\s*(?<text>\S.*)$/.exec(line)?.groups?.['text']
    if (whole === undefined) found.push(...interpolationsOf(line))
    else if (!/^(?:'''|""")/.test(whole)) found.push(whole)
  }
  return found
}

/** What stands between `${` and its `}`; braces in strings do not count. */
function interpolationsOf(line: string): string[] {
  const found: string[] = []
  for (let start = line.indexOf('${'); start !== -1; start = line.indexOf('${', start + 2)) {
    const inner = /^(?:[^{}"]|"(?:[^"\\]|\\.)*"|\{[^{}]*\})*(?=\})/.exec(line.slice(start + 2))?.[0]
    if (inner !== undefined) found.push(inner)
  }
  return found
}

describeWithTestData('expressions of real templates', ['cyclecloud', 'templates'], (folder) => {
  const expressions = readdirSync(folder)
    .filter((file) => file.endsWith('.txt') && !file.includes('.j2.'))
    .flatMap((file) =>
      expressionsOf(readFileSync(join(folder, file), 'utf8')).map((text) => ({ file, text })),
    )
  const parsed = expressions.map(({ file, text }) => ({ file, text, ...parseExpression(text) }))

  it('parse without a fault', () => {
    expect(expressions.length).toBeGreaterThan(500)
    expect(parsed.filter(({ faults }) => faults.length > 0)).toEqual([])
  })

  it('print to a text that prints to itself', () => {
    for (const { expression } of parsed) {
      const text = printExpression(expression!)

      expect(printExpression(parseExpression(text).expression!)).toBe(text)
    }
  })

  it('call only functions that there are, and evaluate without an ERROR where nothing is known', () => {
    const unknown = parsed.flatMap(({ expression }) =>
      [...walkExpression(expression!)].filter(
        (node) => node.kind === 'call' && findFunction(node.name) === undefined,
      ),
    )
    const errors = parsed
      .map(({ text, expression }) => ({ text, value: evaluate(expression!, EMPTY_SCOPE) }))
      .filter(({ value }) => value.type === 'error')

    expect(unknown).toEqual([])
    expect(errors.filter(({ text }) => !text.includes('strcat('))).toEqual([])
  })
})
