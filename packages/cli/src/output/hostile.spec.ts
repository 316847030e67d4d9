import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answers } from '../testing/fake-api.ts'
import { runLine } from '../testing/run-line.ts'
import { accountCases } from '../testing/account-cases.ts'
import { runtimeCases } from '../testing/runtime-cases.ts'

const folder = mkdtempSync(join(tmpdir(), 'ingot-hostile-'))

beforeAll(() => writeFileSync(join(folder, 'other.txt'), 'FROM scratch\n'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Clears the screen, turns the direction of the text, and goes on in a line of its own. */
const poison = '\u{1b}[2J\u{9b}31m\u{202e}\u{2066}\r\nINJECTED\u{7}'

/** What a terminal obeys, but the end of a line. */
const obeyed = /(?!\n)[\p{Cc}\p{Bidi_Control}]/u

/** What answers have one of a few words for: a text of the outside never gets there. */
const closed = new Set(
  (
    'severity status verdict result change outcome origin generation method format kind type architecture ' +
    'provider state matchedBy os what'
  ).split(' '),
)

/** An answer with the poison at the end of each of its free texts, and of each name in a record of them. */
function poisoned(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return closed.has(name) ? value : value + poison
  if (Array.isArray(value)) return value.map((item) => poisoned(item, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      name === 'evidence' ? key + poison : key,
      poisoned(item, key),
    ]),
  )
}

function poisonedAnswers(answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([operation, answer]) => [
      operation,
      answer instanceof Uint8Array ? poisonedLine(answer) : poisoned(answer),
    ]),
  )
}

function poisonedLine(bytes: Uint8Array): Uint8Array {
  return Buffer.from(`${JSON.stringify(poisoned(JSON.parse(Buffer.from(bytes).toString('utf8'))))}\n`)
}

// A Runtime Repo file is printed as the file that it is; whether one is published is told in words of our own.
const lines = runtimeCases
  .filter(([line]) => !/^runtime (?:repo-file|publish)$/.test(line))
  .map(([line, answers]): [string, Answers] => [line, answers])
const withFlags = (flags: string, wanted: RegExp): [string, Answers][] =>
  lines.filter(([line]) => wanted.test(line)).map(([line, answers]) => [`${line} ${flags}`, answers])

describe('a hostile text in an answer', () => {
  it.each([
    ...lines,
    ...withFlags('-o name', /./),
    ...withFlags('--explain', /^runtime pick/),
    ...withFlags('-o csv', /^runtime list$/),
  ])('does not reach the terminal by `%s`', async (line, answers) => {
    const { out, err } = await runLine(line, poisonedAnswers(answers), { folder })
    const printed = (out + err).replaceAll('\r\n', '\n')

    expect(printed).toContain('INJECTED')
    expect(printed).not.toMatch(/^INJECTED/m)
    expect(printed).not.toMatch(obeyed)
  })

  it.each(accountCases.map(([line, answers]): [string, Answers] => [line, answers]))(
    'is safe to show by `%s`, and with -o name',
    async (line, answers) => {
      for (const flags of ['', ' -o name']) {
        const { out, err } = await runLine(line + flags, poisonedAnswers(answers), { folder })
        const printed = (out + err).replaceAll('\r\n', '\n')

        expect(printed).not.toMatch(/^INJECTED/m)
        expect(printed).not.toMatch(obeyed)
      }
    },
  )
})
