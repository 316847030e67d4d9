import { mapBounded } from '../../registry/map-bounded.ts'
import { CloudError } from '../cloud-error.ts'
import type { ComputeClient } from './compute-client.ts'
import { isFields, textOf, type Fields } from './fields.ts'
import type { Wanted } from './image-path.ts'
import { listImages } from './list-images.ts'
import { imageFields, isOfferedByFamily } from './read-image.ts'

/** An image that something wanted means in a project, as the API answers it. */
export interface Hit {
  readonly wanted: Wanted
  readonly image: Fields
  readonly isFamily: boolean
}

/** How much is asked for with one filter: as much as fits into an address, however long the names are. */
const batchSize = 24
const concurrency = 8

/**
 * Looks for everything wanted in one project: by one filtered list where that is allowed and fewer requests, else by one
 * request for each. `isOpen` says whether we are expected to see its images. Throws where we are, and may not.
 */
export async function searchProject(
  client: ComputeClient,
  project: string,
  wanted: readonly Wanted[],
  isOpen: boolean,
  signal?: AbortSignal,
): Promise<Hit[]> {
  const isOne = wanted.length === 1 && wanted[0]?.kind !== 'name-or-family'
  if (!isOpen || isOne) return getEach(client, project, wanted, isOpen, signal)
  try {
    return await byFilter(client, project, wanted, signal)
  } catch (error) {
    // Who was given single images of a project may get these, and not list.
    if (!isForbidden(error)) throw error
    const hits = await getEach(client, project, wanted, false, signal)
    if (hits.length === 0) throw error
    return hits
  }
}

async function byFilter(
  client: ComputeClient,
  project: string,
  wanted: readonly Wanted[],
  signal: AbortSignal | undefined,
): Promise<Hit[]> {
  const batches = Array.from({ length: Math.ceil(wanted.length / batchSize) }, (_, index) =>
    wanted.slice(index * batchSize, (index + 1) * batchSize),
  )
  const found = await mapBounded(batches, concurrency, signal, async (batch, ended) => {
    const filter = [...new Set(batch.flatMap(conditions))].join(' OR ')
    const images: Fields[] = []
    for await (const image of listImages(client, project, filter, ended)) {
      if (isFields(image)) images.push(image)
    }
    return batch.flatMap((one) => meant(one, images))
  })
  return found.flat()
}

/** In the language of filters; only names and ids of the right form get here, so nothing is to be quoted. */
function conditions({ kind, value }: Wanted): string[] {
  return [
    ...(kind === 'id' ? [`(id = ${value})`] : []),
    ...(kind === 'name' || kind === 'name-or-family' ? [`(name = "${value}")`] : []),
    ...(kind === 'family' || kind === 'name-or-family' ? [`(family = "${value}")`] : []),
  ]
}

function meant(wanted: Wanted, images: readonly Fields[]): Hit[] {
  const { kind, value } = wanted
  const direct = images.filter((image) => image[kind === 'id' ? 'id' : 'name'] === value)
  if (kind !== 'family' && direct.length > 0)
    return direct.map((image) => ({ wanted, image, isFamily: false }))
  if (kind !== 'family' && kind !== 'name-or-family') return []
  const newest = images
    .filter((image) => image['family'] === value && isOfferedByFamily(image))
    .toSorted((a, b) => createdAt(b) - createdAt(a))[0]
  return newest === undefined ? [] : [{ wanted, image: newest, isFamily: true }]
}

function createdAt(image: Fields): number {
  return Date.parse(textOf(image['creationTimestamp']) ?? '') || 0
}

async function getEach(
  client: ComputeClient,
  project: string,
  wanted: readonly Wanted[],
  isOpen: boolean,
  signal: AbortSignal | undefined,
): Promise<Hit[]> {
  const found = await mapBounded(
    wanted,
    concurrency,
    signal,
    async (one, ended): Promise<Hit | undefined> => {
      const get = (path: string) =>
        client
          .askFor(
            { path: `projects/${project}/global/images/${path}`, query: { fields: imageFields } },
            ended,
          )
          .catch((error: unknown) => {
            if (isOpen || !isForbidden(error)) throw error
            return undefined
          })
      const direct = one.kind === 'family' ? undefined : await get(one.value)
      if (direct !== undefined) return { wanted: one, image: direct, isFamily: false }
      const newest = one.kind.endsWith('family') ? await get(`family/${one.value}`) : undefined
      return newest === undefined ? undefined : { wanted: one, image: newest, isFamily: true }
    },
  )
  return found.filter((hit) => hit !== undefined)
}

function isForbidden(error: unknown): boolean {
  return error instanceof CloudError && error.kind === 'forbidden'
}
