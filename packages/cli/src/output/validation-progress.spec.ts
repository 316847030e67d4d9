import { IngotError } from '@ingot/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capturedIo, chunks } from '../testing/captured-io.ts'
import { report } from '../testing/runtime-answers.ts'
import { watchedValidation } from './validation-progress.ts'

const wiped = '\r\u{1b}[2K'
const progress = { progress: { done: 123_400_000, total: 567_800_000 } }
const told = { ...report, reference: 'registry.example.com/漢字/naïve-☃:1.0' }

function lines(...values: unknown[]): string {
  return values.map((value) => `${typeof value === 'string' ? value : JSON.stringify(value)}\n`).join('')
}

async function watched(parts: readonly Uint8Array[], isTerminal = false) {
  const { io, err } = capturedIo({ isTerminal })
  const answer = await watchedValidation(chunks(parts), io.stderr).catch((error: unknown) => error)
  return { answer, err: err() }
}

describe('watchedValidation()', () => {
  it('shows a terminal how many bytes are read, and wipes it at the end', async () => {
    const { answer, err } = await watched([Buffer.from(lines(progress, { report: told }))], true)

    expect(answer).toEqual(told)
    expect(err).toBe(`${wiped}Reading layers … 123.4 of 567.8 MB (21 %)${wiped}`)
  })

  it.each([
    ['layers of no bytes', { done: 0, total: 0 }, '0.0 of 0.0 MB (100 %)'],
    ['more than was said', { done: 3_000_000, total: 2_000_000 }, '3.0 of 2.0 MB (100 %)'],
  ])('shows %s', async (_what, given, shown) => {
    expect((await watched([Buffer.from(lines({ progress: given }))], true)).err).toContain(shown)
  })

  it('is silent where nobody watches', async () => {
    const { answer, err } = await watched([Buffer.from(lines(progress, { report: told }))])

    expect(answer).toEqual(told)
    expect(err).toBe('')
  })

  it('reads lines that are cut anywhere, within a character too', async () => {
    const bytes = Buffer.from(lines(progress, '', { report: told }))
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(cuts, async (given) => {
        const ends = [...given.toSorted((a, b) => a - b), bytes.length]
        const parts = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))

        expect((await watched(parts)).answer).toEqual(told)
      }),
      { numRuns: 50 },
    )
  })

  it('reads a report that no end of a line follows', async () => {
    expect((await watched([Buffer.from(JSON.stringify({ report: told }))])).answer).toEqual(told)
  })

  it.each([
    ['a word of its own', { hello: 'world' }],
    ['progress without numbers', { progress: { done: '\u{1b}[2J', total: null } }],
    ['no object', 17],
    ['nothing', null],
  ])('passes over a line that says %s', async (_what, line) => {
    const { answer, err } = await watched([Buffer.from(lines(line, { report: told }))], true)

    expect(answer).toEqual(told)
    expect(err).toBe(wiped)
  })

  it('throws the refusal that the validation ended with', async () => {
    const problem = new IngotError('CREDENTIAL_NOT_FOUND', 'No credential is called "team"').toProblem()
    const { answer } = await watched([Buffer.from(lines(progress, { problem }))])

    expect(answer).toMatchObject({ code: 'CREDENTIAL_NOT_FOUND', message: 'No credential is called "team"' })
  })

  it.each([
    ['before any line', '', 'it ended before the report'],
    ['after its progress', lines(progress), 'it ended before the report'],
    ['within a line', `${lines(progress)}{"report":{"refer`, 'was cut off'],
    ['in a proxy, which says so in HTML', '<html>\n', 'is no JSON'],
  ])('says that the answer broke off %s', async (_when, text, message) => {
    const { answer } = await watched([Buffer.from(text)])

    expect(answer).toMatchObject({ code: 'SERVER_UNREACHABLE' })
    expect(String(answer)).toContain(message)
  })

  it('does not collect a line without end', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield Buffer.alloc(16 * 1024 * 1024, 0x20)
    }
    const { io } = capturedIo()

    await expect(watchedValidation(endless(), io.stderr)).rejects.toThrow('longer than 64 MiB')
  })

  it('reads no further than the report', async () => {
    let isClosed = false
    async function* unending(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from(lines({ report: told }))
        await new Promise(() => {})
      } finally {
        isClosed = true
      }
    }
    const { io } = capturedIo()

    expect(await watchedValidation(unending(), io.stderr)).toEqual(told)
    expect(isClosed).toBe(true)
  })
})
