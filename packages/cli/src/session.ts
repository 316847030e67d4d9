import {
  type Client,
  createClient,
  operations,
  type OperationName,
  type Send,
  type TextFile,
} from '@ingot/contract'
import type { Connect, Connection } from './connect.ts'
import { readTextFile } from './files.ts'
import type { OutputFormat, SharedOptions } from './flags.ts'
import type { Io } from './io.ts'
import { createPaint, type Paint } from './output/paint.ts'
import { withProgress } from './output/progress.ts'

/** What a command works with: the API, the format of its answer, and the files that it has read. */
export interface Session {
  readonly io: Io
  readonly output: OutputFormat
  /** Colours for standard output; none where it is not a terminal. */
  readonly paint: Paint
  /** Texts read so far by the name that faults carry, for excerpts. */
  readonly sources: Map<string, string>
  /** The API; connects when first called. */
  client(): Promise<Client>
  readText(file: string): Promise<TextFile>
  /** A line for the person at the terminal, on standard error. */
  note(text: string): Promise<void>
  close(): Promise<void>
}

/** Opens a session for one command that calls the operations `needed`. */
export async function openSession(
  io: Io,
  options: SharedOptions,
  needed: readonly OperationName[],
  connect: Connect,
  sources: Map<string, string>,
): Promise<Session> {
  let connection: Promise<Connection> | undefined
  return {
    io,
    output: options.output ?? 'table',
    paint: await createPaint(io.stdout, io.env),
    sources,
    async client() {
      connection ??= connect(options, io, needed)
      return createClient(reportingSend((await connection).send, io))
    },
    async readText(file) {
      const read = await readTextFile(io, file)
      sources.set(read.file, read.text)
      return read
    },
    note: (text) => io.stderr.write(`${text}\n`),
    async close() {
      const opened = await connection?.catch(() => undefined)
      await opened?.close()
    },
  }
}

function reportingSend(send: Send, io: Io): Send {
  return (request) => withProgress(io.stderr, operations[request.operation].summary, send(request))
}
