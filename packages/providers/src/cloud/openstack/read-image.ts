import { createHash, getHashes, type Hash } from 'node:crypto'
import { CloudError } from '../cloud-error.ts'
import { digestOf } from './glance-image.ts'
import { downloadImage } from './image-data.ts'
import { showImage, type GlancePlace } from './query-images.ts'

/** The bytes of an image; throws `CloudError` at their end where they are not those that Glance has the digest of. */
export async function* readImage(place: GlancePlace, id: string): AsyncGenerator<Uint8Array> {
  const record = await showImage(place, id)
  if (record === undefined) throw new CloudError('failed', `There is no image "${id}" in "${place.region}"`)
  const [algorithm = '', expected] = (digestOf(record) ?? '').split(':')
  const hash: Hash | undefined = getHashes().includes(algorithm) ? createHash(algorithm) : undefined
  for await (const piece of downloadImage(place, id)) {
    hash?.update(piece)
    yield piece
  }
  const found = hash?.digest('hex')
  if (found === expected || found === undefined) return
  throw new CloudError('invalid', `Expected bytes with ${algorithm}:${expected}, got ${algorithm}:${found}`)
}
