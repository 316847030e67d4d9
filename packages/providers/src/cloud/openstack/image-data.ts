import { ReadableStream } from 'node:stream/web'
import { CloudError } from '../cloud-error.ts'
import { networkFault } from '../http/network-fault.ts'
import { baseOf } from './glance-client.ts'
import { idleDeadline, type IdleDeadline } from './idle-deadline.ts'
import type { GlancePlace } from './query-images.ts'

/** How long an image may stand still on its way, in ms. */
const idleTime = 60_000
/** How long Glance may think after the last byte: it moves the bytes to their store then. */
const storeTime = 900_000
const errorBytes = 65_536

/** The bytes of an image as Glance sends them (Image API v2, "Download binary image data"). */
export async function* downloadImage(place: GlancePlace, id: string): AsyncGenerator<Uint8Array> {
  const { client, region, signal } = place
  const idle = idleDeadline(idleTime, `image "${id}"`, signal)
  try {
    const response = await client.withPass((pass) => {
      const url = `${baseOf(pass, region)}/v2/images/${encodeURIComponent(id)}/file`
      const headers = { ...pass.headers, 'user-agent': 'ingot', accept: 'application/octet-stream' }
      return answered(url, { headers, redirect: 'manual', signal: idle.signal })
    }, signal)
    if (response.status === 204) throw new CloudError('failed', `Image "${id}" has no bytes yet`)
    if (response.status !== 200)
      throw client.error(await refusal(response), `send the bytes of image "${id}"`)
    for await (const piece of response.body ?? []) {
      idle.moved()
      yield piece as Uint8Array
      idle.moved()
    }
  } catch (error) {
    throw faultOf(error, idle, place)
  } finally {
    idle.end()
  }
}

async function answered(url: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, options)
  } catch (error) {
    throw networkFault(error, new URL(url))
  }
}

/**
 * Sends the bytes of an image, to `file` or to `stage` (Image API v2, "Upload binary image data", "Stage binary image
 * data"). A source can be read but once, so a refused token is not tried again here: ask something before.
 */
export async function uploadImage(
  place: GlancePlace,
  id: string,
  part: 'file' | 'stage',
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const { client, region, signal } = place
  const idle = idleDeadline(idleTime, `image "${id}"`, signal)
  const source = { fault: undefined as unknown }
  const pass = await client.session.pass(signal)
  try {
    const response = await answered(`${baseOf(pass, region)}/v2/images/${id}/${part}`, {
      method: 'PUT',
      headers: { ...pass.headers, 'user-agent': 'ingot', 'content-type': 'application/octet-stream' },
      body: ReadableStream.from(watched(bytes, idle, source)) as NonNullable<RequestInit['body']>,
      duplex: 'half',
      redirect: 'manual',
      signal: idle.signal,
    })
    if (response.status !== 204)
      throw client.error(await refusal(response), `take the bytes of image "${id}"`)
  } catch (error) {
    throw source.fault ?? faultOf(error, idle, place)
  } finally {
    idle.end()
  }
}

/** Keeps what goes wrong in the source, since a request tells no more than that it broke off. */
async function* watched(
  bytes: AsyncIterable<Uint8Array>,
  idle: IdleDeadline,
  source: { fault: unknown },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of bytes) {
      idle.moved()
      yield piece
    }
    idle.rest(storeTime)
  } catch (error) {
    source.fault = error
    throw error
  }
}

async function refusal(response: Response): Promise<{ status: number; body: string }> {
  const pieces: Uint8Array[] = []
  let left = errorBytes
  for await (const piece of response.body ?? []) {
    pieces.push((piece as Uint8Array).subarray(0, left))
    left -= Math.min(left, (piece as Uint8Array).length)
    if (left === 0) break
  }
  return { status: response.status, body: Buffer.concat(pieces).toString() }
}

/** What breaks off in the middle says no more than that. */
function faultOf(error: unknown, idle: IdleDeadline, { signal, region }: GlancePlace): unknown {
  if (signal?.aborted === true) return signal.reason
  if (idle.signal.aborted) return idle.signal.reason
  if (!(error instanceof TypeError)) return error
  return new CloudError(
    'unreachable',
    `The Glance of "${region}" ended the connection in the middle of an image`,
    {
      cause: error,
    },
  )
}
