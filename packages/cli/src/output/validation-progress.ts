import { IngotError, type Problem, type RuntimeReport, type Stamp } from '@ingot/contract'
import type { Sink } from '../io.ts'

type Answer = RuntimeReport & Stamp

/** A line of a validation that is being watched. What a newer server says beside this is passed over. */
interface Line {
  readonly progress?: { readonly done?: unknown; readonly total?: unknown }
  readonly report?: Answer
  readonly problem?: Problem
}

/** No report is longer, in bytes. */
const longestLine = 64 * 1024 * 1024
const newline = 0x0a
const wiped = '\r\u{1b}[2K'

/**
 * Reads a watched validation (JSON lines) to its report, and shows on a terminal how many bytes are read. Throws the
 * refusal that the validation ended with, and `SERVER_UNREACHABLE` where it breaks off or is no JSON.
 */
export async function watchedReport(bytes: AsyncIterable<Uint8Array>, stderr: Sink): Promise<Answer> {
  try {
    for await (const text of linesOf(bytes)) {
      const { problem, report, progress } = readLine(text)
      if (problem !== undefined) throw IngotError.fromProblem(problem)
      if (report !== undefined) return report
      if (stderr.isTerminal) await show(progress, stderr)
    }
  } finally {
    if (stderr.isTerminal) await stderr.write(wiped)
  }
  throw brokenOff('it ended before the report')
}

/** A character of several bytes may be cut anywhere, but no byte of it looks like the end of a line. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of bytes) {
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]).toString('utf8')
      start = end + 1
      parts = []
      length = 0
    }
    parts.push(chunk.subarray(start))
    length += chunk.length - start
    if (length > longestLine) throw brokenOff(`a line of it is longer than ${longestLine / 1024 / 1024} MiB`)
  }
  if (length > 0) yield Buffer.concat(parts).toString('utf8')
}

function readLine(text: string): Line {
  if (text.trim() === '') return {}
  const value = parsed(text)
  return typeof value === 'object' && value !== null ? value : {}
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw brokenOff('a line of it is no JSON, or was cut off', cause)
  }
}

function brokenOff(what: string, cause?: unknown): IngotError {
  const message = `Expected the report of the validation from the server, but of its answer ${what}; try again`
  return new IngotError('SERVER_UNREACHABLE', message, { cause })
}

async function show(progress: Line['progress'], stderr: Sink): Promise<void> {
  const [done, total] = [progress?.done, progress?.total]
  if (typeof done !== 'number' || typeof total !== 'number') return
  const percent = total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 100
  await stderr.write(`${wiped}Reading layers … ${megabytes(done)} of ${megabytes(total)} MB (${percent} %)`)
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}
