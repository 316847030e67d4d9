import type { Io, Sink } from '../io.ts'

export interface Captured {
  io: Io
  readonly out: () => string
  readonly err: () => string
}

interface Surroundings {
  stdin?: Uint8Array
  env?: Record<string, string>
  folder?: string
  isTerminal?: boolean
  /** Resolves when the program is asked to stop; it never is unless given. */
  stopped?: Promise<void>
}

/** An {@link Io} for tests, that keeps what is written. */
export function capturedIo(surroundings: Surroundings = {}): Captured {
  const {
    stdin = new Uint8Array(),
    env = {},
    folder = '/nowhere',
    isTerminal = false,
    stopped = new Promise(() => undefined),
  } = surroundings
  const stdout: Uint8Array[] = []
  const stderr: Uint8Array[] = []
  return {
    io: {
      stdin: chunks([stdin]),
      stdout: sinkInto(stdout, isTerminal),
      stderr: sinkInto(stderr, isTerminal),
      env,
      folder,
      stopped: () => stopped,
    },
    out: () => Buffer.concat(stdout).toString('utf8'),
    err: () => Buffer.concat(stderr).toString('utf8'),
  }
}

function sinkInto(written: Uint8Array[], isTerminal: boolean): Sink {
  return {
    isTerminal,
    async write(chunk) {
      written.push(Buffer.from(chunk))
    },
  }
}

export async function* chunks(parts: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* parts
}
