import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { LayerError } from './layer-error.ts'

/**
 * Puts bytes through an engine of Node that decompresses off the main thread, no faster than they are taken. What the
 * engine cannot read becomes a LayerError; what goes wrong with the source is thrown as it is.
 */
export async function* throughEngine(
  source: AsyncIterable<Uint8Array>,
  engine: Transform,
  name: string,
): AsyncGenerator<Buffer> {
  let sourceError: { readonly error: unknown } | undefined
  async function* watched(): AsyncGenerator<Uint8Array> {
    try {
      yield* source
    } catch (error) {
      sourceError = { error }
      throw error
    }
  }
  const pumped = pipeline(Readable.from(watched(), { objectMode: false }), engine)
  // Who stops taking leaves the pump with a fault that nobody needs to know of.
  pumped.catch(() => undefined)
  try {
    yield* engine as AsyncIterable<Buffer>
    await pumped
  } catch (error) {
    if (sourceError !== undefined) throw sourceError.error
    throw asLayerError(error, name)
  }
}

/** The codes of zlib for input that ends where it should go on. */
const endings = new Set(['Z_BUF_ERROR', 'ERR_STREAM_PREMATURE_CLOSE'])

function asLayerError(error: unknown, name: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!/^(?:Z_|ZSTD_|ERR_STREAM_PREMATURE)/.test(code)) return error
  const found = endings.has(code)
    ? 'ends too early'
    : `cannot be decompressed (${(error as Error).message.slice(0, 100)})`
  return new LayerError(
    'layerCorrupt',
    `must be ${name} to its end, but ${found}; build and push the image again`,
    error,
  )
}
