import type { IncomingMessage } from 'node:http'
import type { Call } from './call.ts'
import { networkError } from './network-error.ts'
import { placeText } from './registry-access.ts'
import { RegistryError } from './registry-error.ts'

/** How a body is read. */
export interface BodyOptions {
  /** Between two pieces, in ms. Time that the reader takes itself does not count. */
  readonly idleTime: number
  /** Where it comes from. */
  readonly url: URL
}

/**
 * The pieces of a body. Throws `RegistryError` where it ends too early or nothing more comes, or the reason of the
 * call's signal. The answer is ended with the reader, however that ends.
 */
export async function* bodyPieces(
  response: IncomingMessage,
  call: Call,
  { idleTime, url }: BodyOptions,
): AsyncGenerator<Uint8Array> {
  const startTimer = () => setTimeout(() => response.destroy(stalled(call, idleTime)), idleTime)
  let timer = startTimer()
  try {
    for await (const piece of response as AsyncIterable<Uint8Array>) {
      clearTimeout(timer)
      if (call.meter !== undefined) call.meter.bytes += piece.length
      yield piece
      timer = startTimer()
    }
    if (!response.complete) throw new Error('the answer ended before its end')
  } catch (error) {
    call.signal.throwIfAborted()
    throw networkError(error, call, url)
  } finally {
    clearTimeout(timer)
    response.destroy()
  }
}

function stalled({ place }: Call, time: number): RegistryError {
  const message = `Cannot read ${placeText(place)}: nothing more came for ${time / 1000} seconds; try again later`
  return new RegistryError('timeout', message)
}

/** A whole body of at most `limit` bytes; `what` names it in the error of a larger one: `the manifest`. */
export async function readBody(
  response: IncomingMessage,
  call: Call,
  { limit, what, ...options }: BodyOptions & { limit: number; what: string },
): Promise<Buffer> {
  const declared = Number(response.headers['content-length'] ?? 0)
  if (declared > limit) {
    response.destroy()
    throw tooLarge(what, limit, call)
  }
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of bodyPieces(response, call, options)) {
    size += piece.length
    if (size > limit) throw tooLarge(what, limit, call)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** The error of something that is larger than is read. */
export function tooLarge(what: string, limit: number, { place }: Pick<Call, 'place'>): RegistryError {
  const message = `Expected ${what} of ${placeText(place)} with at most ${limit} bytes, got a larger one; nothing of it is used`
  return new RegistryError('too-large', message)
}

/** How much of a body that nobody wants is read to keep its connection, in bytes, and for how long, in ms. */
const discardLimit = 65_536
const discardTime = 1000

/** Reads a body that nobody wants to its end, so that its connection can be used again; a long one is cut off. */
export async function discardBody(response: IncomingMessage): Promise<void> {
  const timer = setTimeout(() => response.destroy(), discardTime)
  try {
    let size = 0
    for await (const piece of response as AsyncIterable<Uint8Array>) {
      size += piece.length
      if (size > discardLimit) break
    }
  } catch {
    // However it ends, nobody wanted it.
  } finally {
    clearTimeout(timer)
    response.destroy()
  }
}
