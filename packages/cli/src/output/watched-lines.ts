import { IngotError, type Problem } from '@ingot/contract'

/** A line of work that is being watched. What a newer server says beside this is passed over. */
interface Line {
  readonly progress?: unknown
  readonly report?: unknown
  readonly problem?: Problem
}

/** No report is longer, in bytes. */
const longestLine = 64 * 1024 * 1024
const newline = 0x0a

/**
 * Reads watched work (JSON lines) to its report, and hands on its progress. Throws the refusal that it ended with, and
 * `SERVER_UNREACHABLE` where it breaks off or is no JSON. `what` names the work: `validation`.
 */
export async function watchedReport<Report>(
  what: string,
  bytes: AsyncIterable<Uint8Array>,
  onProgress: (progress: unknown) => void | Promise<void>,
): Promise<Report> {
  for await (const text of linesOf(what, bytes)) {
    const { problem, report, progress } = readLine(what, text)
    if (problem !== undefined) throw IngotError.fromProblem(problem)
    // The server has checked it against the schema of the operation.
    if (report !== undefined) return report as Report
    if (progress !== undefined) await onProgress(progress)
  }
  throw brokenOff(what, 'it ended before the report')
}

/**
 * What watched work comes to; where the server goes away meanwhile, `SERVER_GONE` with what it was at: `during` says so in
 * a clause.
 */
export async function orGone<Report>(work: Promise<Report>, during: () => string): Promise<Report> {
  try {
    return await work
  } catch (cause) {
    if (!(cause instanceof IngotError) || cause.code !== 'SERVER_UNREACHABLE') throw cause
    throw new IngotError('SERVER_GONE', `The server has gone away while ${during()}`, { cause })
  }
}

/** A character of several bytes may be cut anywhere, but no byte of it looks like the end of a line. */
async function* linesOf(what: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
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
    if (length > longestLine) {
      throw brokenOff(what, `a line of it is longer than ${longestLine / 1024 / 1024} MiB`)
    }
  }
  if (length > 0) yield Buffer.concat(parts).toString('utf8')
}

function readLine(what: string, text: string): Line {
  if (text.trim() === '') return {}
  const value = parsed(what, text)
  return typeof value === 'object' && value !== null ? value : {}
}

function parsed(what: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw brokenOff(what, 'a line of it is no JSON, or was cut off', cause)
  }
}

function brokenOff(what: string, fault: string, cause?: unknown): IngotError {
  const message = `Expected the report of the ${what} from the server, but of its answer ${fault}; try again`
  return new IngotError('SERVER_UNREACHABLE', message, { cause })
}
