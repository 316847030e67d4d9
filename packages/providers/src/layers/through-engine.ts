import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { LayerError } from './layer-error.ts'

/** An engine of `node:zlib`, which counts the bytes that it took. */
export type Engine = Transform & { readonly bytesWritten: number }

/**
 * Puts bytes through an engine of Node that decompresses off the main thread, no faster than they are taken. What the
 * engine cannot read, or leaves over, becomes a LayerError; what goes wrong with the source is thrown as it is.
 */
export async function* throughEngine(
  source: AsyncIterable<Uint8Array>,
  engine: Engine,
  name: string,
): AsyncGenerator<Buffer> {
  const watched = new WatchedSource(source)
  const pumped = pipeline(Readable.from(watched, { objectMode: false }), engine)
  // Who stops taking leaves the pump with a fault that nobody needs to know of.
  pumped.catch(() => undefined)
  try {
    yield* engine as AsyncIterable<Buffer>
    await pumped
  } catch (error) {
    if (watched.failure !== undefined) throw watched.failure.error
    throw asLayerError(error, name)
  }
  if (engine.bytesWritten < watched.bytes) throw leftOver(name)
}

/** Counts what a source gives, and remembers what it throws. */
class WatchedSource implements AsyncIterable<Uint8Array> {
  readonly #source: AsyncIterable<Uint8Array>
  bytes = 0
  failure: { readonly error: unknown } | undefined

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const iterator = this.#source[Symbol.asyncIterator]()
    try {
      for (let next = await this.#next(iterator); next.done !== true; next = await this.#next(iterator)) {
        this.bytes += next.value.length
        yield next.value
      }
    } finally {
      await iterator.return?.()
    }
  }

  /** What a stream that is given up throws into its source is no failure of the source. */
  async #next(iterator: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
    try {
      return await iterator.next()
    } catch (error) {
      this.failure = { error }
      throw error
    }
  }
}

function asLayerError(error: unknown, name: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // The engine has ended before its source has: nothing else aborts it.
  if (code === 'ABORT_ERR' || code === 'ERR_STREAM_PREMATURE_CLOSE') return leftOver(name)
  if (!/^(?:Z_|ZSTD_)/.test(code)) return error
  if (code === 'Z_BUF_ERROR') return corrupt(name, 'ends too early', error)
  return corrupt(name, `cannot be decompressed (${(error as Error).message.slice(0, 100)})`, error)
}

/** Programs differ in what they make of this: those in Go, as most container runtimes are, refuse it. */
function leftOver(name: string): LayerError {
  return corrupt(name, 'goes on with other bytes')
}

function corrupt(name: string, found: string, cause?: unknown): LayerError {
  const what = `must be ${name} to its end, but ${found}; build and push the image again`
  return new LayerError('layerCorrupt', what, cause)
}
