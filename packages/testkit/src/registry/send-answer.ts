import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import { readBlob, sizeOf } from './blob-content.ts'
import type { RegistryAnswer } from './registry-answer.ts'
import type { Sending } from './registry-fault.ts'

/** Sends an answer, whole or in the broken way that is asked for. Ends when the caller goes away. */
export async function sendAnswer(
  response: ServerResponse,
  answer: RegistryAnswer,
  sending: Sending,
  withBody: boolean,
): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  if (sending.silent === true) return
  await setTimeout(sending.delay ?? 0, undefined, { signal: gone.signal })
  const { start, end } = answer.part ?? { start: 0, end: sizeOf(answer.body) }
  const length = sending.huge === undefined ? { 'content-length': String(end - start) } : {}
  response.writeHead(answer.status, { ...length, ...answer.headers })
  if (!withBody) {
    response.end()
    return
  }
  const body = sending.huge === undefined ? readBlob(answer.body, start, end) : spaces(sending.huge)
  await pipeline(Readable.from(broken(body, sending, gone.signal), { objectMode: false }), response)
  // A length that lies leaves the connection in a state that no second request survives.
  if (answer.headers['content-length'] !== undefined) response.socket?.destroy()
}

async function* broken(
  body: AsyncIterable<Uint8Array>,
  { delay, piece = Number.POSITIVE_INFINITY, cutAfter, stallAfter }: Sending,
  gone: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let left = cutAfter ?? stallAfter ?? Number.POSITIVE_INFINITY
  for await (const chunk of body) {
    for (let at = 0; at < chunk.length; at += piece) {
      if (delay !== undefined) await setTimeout(delay, undefined, { signal: gone })
      const part = chunk.subarray(at, Math.min(at + piece, at + left, chunk.length))
      left -= part.length
      yield part
      if (left <= 0) break
    }
    if (left <= 0) break
  }
  if (cutAfter !== undefined) throw new Error('cut')
  if (stallAfter !== undefined) await new Promise((resolve) => gone.addEventListener('abort', resolve))
}

async function* spaces(size: number): AsyncGenerator<Uint8Array> {
  const chunk = Buffer.alloc(65_536, ' ')
  for (let left = size; left > 0; left -= chunk.length) yield chunk.subarray(0, Math.min(left, chunk.length))
}
