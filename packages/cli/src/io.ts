import { isatty } from 'node:tty'
import { UsageError } from './usage-error.ts'

/** Where text goes. `write` resolves when the text has left, so that a slow reader slows us down. */
export interface Sink {
  readonly isTerminal: boolean
  write(chunk: string | Uint8Array): Promise<void>
}

/** All that a run sees of the process around it, so that tests can run the program without one. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>
  readonly stdout: Sink
  readonly stderr: Sink
  readonly env: Readonly<Record<string, string | undefined>>
  /** Relative file names start here. */
  readonly folder: string
  /** Resolves when the process is asked to stop. */
  stopped(): Promise<void>
}

/** The streams and the environment of this process. */
export function processIo(): Io {
  return {
    // Opened when first read: most commands never do.
    get stdin() {
      return process.stdin
    },
    stdout: sinkOf(process.stdout),
    stderr: sinkOf(process.stderr),
    env: process.env,
    folder: process.cwd(),
    stopped: () =>
      new Promise((resolve) => {
        process.once('SIGINT', () => resolve())
        process.once('SIGTERM', () => resolve())
      }),
  }
}

function sinkOf(stream: NodeJS.WriteStream & { fd: number }): Sink {
  // Whoever writes is told; here nothing is left to do, but without a listener the process would end.
  stream.on('error', () => undefined)
  return {
    isTerminal: isatty(stream.fd),
    write: (chunk) =>
      new Promise((resolve, reject) => {
        stream.write(chunk, (error) => (isRealFailure(error) ? reject(unwritable(error)) : resolve()))
      }),
  }
}

function unwritable(error: NodeJS.ErrnoException): UsageError {
  const reason = error.code === 'ENOSPC' ? 'there is no room left' : error.message
  return new UsageError(
    'UNWRITABLE_OUTPUT',
    `Cannot write the answer: ${reason}`,
    'What was asked for is done: where that was a change, "ingot log" shows it. Make room, and ask for the answer again.',
    error,
  )
}

/** `ingot … | head` closes the pipe early: that is the reader's right, and no reason to complain. */
function isRealFailure(error: NodeJS.ErrnoException | null | undefined): error is NodeJS.ErrnoException {
  return error instanceof Error && error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED'
}
