import { createHash, randomUUID } from 'node:crypto'
import type { CloudAccount, CopyRequest } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'
import { contentMark, contentProperty, tokenProperty } from './copy-mark.ts'
import { copiedProperties, translatedProperties, type NewImage } from './copy-properties.ts'
import type { GlanceClient, GlanceRecord } from './glance-client.ts'
import { uploadImage } from './image-data.ts'
import { fieldOf } from './json-shape.ts'
import { patchImage, removeImage } from './change-image.ts'
import { listImages, showImage, withHidden, type GlancePlace } from './query-images.ts'

/** The clients of the accounts that are open, to read from one what the words of every cloud do not tell. */
export const glanceClients = new WeakMap<CloudAccount, GlanceClient>()

/**
 * Copies an image by way of this process: Glance has no copy between regions. What an earlier try with the same token has
 * brought to its end, or Glance still imports, is answered as it is; what broke off is deleted and begun anew.
 */
export async function copyImage(place: GlancePlace, request: CopyRequest): Promise<string> {
  const earlier = await earlierCopies(place, request.token)
  const done = earlier.find(({ status }) => finished.has(status))
  if (done !== undefined) return done.id
  for (const { id } of earlier) await removeImage(place, id)
  const properties = await propertiesOf(request, place.signal)
  const id = await createImage(place, properties)
  try {
    await fill(place, id, properties, request)
    return id
  } catch (error) {
    // The signal may have fired; what nobody can use is taken away all the same, if that is possible.
    await removeImage({ client: place.client, region: place.region }, id).catch(() => undefined)
    throw error
  }
}

const finished: ReadonlySet<unknown> = new Set(['active', 'importing', 'saving', 'deactivated'])

async function earlierCopies(place: GlancePlace, token: string): Promise<GlanceRecord[]> {
  const { keystone } = await place.client.session.pass(place.signal)
  const owner: Record<string, string> = keystone === undefined ? {} : { owner: keystone.project.id }
  const found: GlanceRecord[] = []
  for (const query of withHidden({ visibility: 'all', [tokenProperty]: token, ...owner }))
    for await (const record of listImages(place, query))
      if (record[tokenProperty] === token) found.push(record)
  return found
}

async function propertiesOf(request: CopyRequest, signal: AbortSignal | undefined): Promise<NewImage> {
  const { source, image } = request
  const client = glanceClients.get(source)
  if (client === undefined || image.region === undefined) return translatedProperties(image, request)
  const record = await showImage({ client, region: image.region, signal }, image.reference)
  if (record !== undefined) return copiedProperties(record, request)
  throw new CloudError('failed', `There is no image "${image.reference}" in "${image.region}"`)
}

/** The id is ours, so that a request that is sent twice makes one image (status 409 then). */
async function createImage({ client, region, signal }: GlancePlace, properties: NewImage): Promise<string> {
  const id = randomUUID()
  await client.ask({
    region,
    path: '/v2/images',
    method: 'POST',
    body: { id, ...properties },
    what: `create an image in "${region}"`,
    signal,
    accepted: [409],
  })
  return id
}

/** Sends the bytes, by import where that is offered, for an installation may want to look at them first. */
async function fill(place: GlancePlace, id: string, image: NewImage, request: CopyRequest): Promise<void> {
  const sent = hashed(bytesOf(request, place.signal))
  if (!(await canImport(place))) {
    await uploadImage(place, id, 'file', sent.bytes)
    return verify(place, id, sent.digests())
  }
  await uploadImage(place, id, 'stage', sent.bytes)
  const mark = contentMark(image.disk_format, `sha512:${sent.digests().sha512}`)
  await patchImage(place, id, [{ op: 'add', path: `/${contentProperty}`, value: mark }])
  const body = { method: { name: 'glance-direct' } }
  const what = `import image "${id}"`
  await place.client.ask({ ...place, path: `/v2/images/${id}/import`, method: 'POST', body, what })
}

function bytesOf(
  { source, image, region }: CopyRequest,
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  if (source.read === undefined)
    throw new CloudError(
      'unsupported',
      `The cloud of account "${source.name}" does not hand out the bytes of images`,
    )
  return source.read(image.region ?? region, image.reference, signal)
}

/** An import is a task, and a task has an owner: without Keystone there is nobody to own it. */
async function canImport({ client, region, signal }: GlancePlace): Promise<boolean> {
  if (!client.session.hasKeystone) return false
  const what = `tell how images are imported in "${region}"`
  const { body } = await client.ask({ region, path: '/v2/info/import', what, signal, accepted: [403, 404] })
  const methods = fieldOf(fieldOf(body, 'import-methods'), 'value')
  return Array.isArray(methods) && methods.includes('glance-direct')
}

interface Digests {
  readonly md5: string
  readonly sha512: string
}

/** The digests that Glance makes too: MD5 always, SHA-512 unless it was told otherwise. */
function hashed(source: AsyncIterable<Uint8Array>): {
  bytes: AsyncIterable<Uint8Array>
  digests: () => Digests
} {
  const md5 = createHash('md5')
  const sha512 = createHash('sha512')
  const read = async function* () {
    for await (const piece of source) {
      md5.update(piece)
      sha512.update(piece)
      yield piece
    }
  }
  return { bytes: read(), digests: () => ({ md5: md5.digest('hex'), sha512: sha512.digest('hex') }) }
}

async function verify(place: GlancePlace, id: string, { md5, sha512 }: Digests): Promise<void> {
  const record = await showImage(place, id)
  const isSame =
    record?.['os_hash_algo'] === 'sha512' ? record['os_hash_value'] === sha512 : record?.['checksum'] === md5
  if (!isSame)
    throw new CloudError(
      'failed',
      `Glance has other bytes of the copy "${id}" than were sent; it was deleted`,
    )
}
