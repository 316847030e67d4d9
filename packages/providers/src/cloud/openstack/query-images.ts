import { CloudError } from '../cloud-error.ts'
import { recordOf, type GlanceClient, type GlanceRecord } from './glance-client.ts'
import { valueFilters } from './glance-query.ts'
import { fieldOf, textOf } from './json-shape.ts'

/** The most images that Glance gives in one page, unless it was told otherwise (`api_limit_max`). */
const pageSize = 1000

/** Where a question is asked. */
export interface GlancePlace {
  readonly client: GlanceClient
  readonly region: string
  readonly signal?: AbortSignal | undefined
}

/** The image with an id; absent where there is none, or none for us to see. */
export async function showImage(
  { client, region, signal }: GlancePlace,
  id: string,
): Promise<GlanceRecord | undefined> {
  const { status, body } = await client.ask({
    region,
    path: `/v2/images/${encodeURIComponent(id)}`,
    what: `show image "${id}"`,
    signal,
    accepted: [404],
  })
  return status === 404 ? undefined : recordOf(body)
}

/** The images with some ids: two questions for all of them, or one for one. Hidden ones are in lists of their own. */
export async function imagesById(place: GlancePlace, ids: readonly string[]): Promise<GlanceRecord[]> {
  const [first, ...others] = new Set(ids.map((id) => id.toLowerCase()))
  if (first === undefined) return []
  if (others.length > 0)
    return filtered(place, 'id', [first, ...others], { visibility: 'all', member_status: 'all' })
  const record = await showImage(place, first)
  return record === undefined ? [] : [record]
}

/**
 * The images with some names, as far as they are meant for our project. Anybody can give any name to an image of theirs
 * and share it with us, or with everybody as a community image (Image API v2, "Sharing"; "Image visibility"), so what we
 * have not accepted is none of them; nor is what administrators alone are shown of others. `project` is absent without
 * Keystone, where all images are ours.
 */
export async function imagesByName(
  place: GlancePlace,
  names: readonly string[],
  project: string | undefined,
): Promise<GlanceRecord[]> {
  const records = await filtered(place, 'name', names, {})
  return records.filter(
    ({ owner, visibility }) =>
      project === undefined || owner === project || visibility === 'public' || visibility === 'shared',
  )
}

async function filtered(
  place: GlancePlace,
  field: string,
  values: readonly string[],
  query: Record<string, string>,
): Promise<GlanceRecord[]> {
  const queries = valueFilters(values).flatMap((filter) => withHidden({ [field]: filter, ...query }))
  const lists = await Promise.all(queries.map((one) => allOf(listImages(place, one))))
  return lists.flat()
}

async function allOf(images: AsyncIterable<GlanceRecord>): Promise<GlanceRecord[]> {
  const all: GlanceRecord[] = []
  for await (const image of images) all.push(image)
  return all
}

/** A list has either hidden images or the others; both are wanted. */
export function withHidden(query: Record<string, string>): Record<string, string>[] {
  return ['false', 'true'].map((hidden) => ({ ...query, os_hidden: hidden }))
}

/** The images of a list, page by page. */
export async function* listImages(
  place: GlancePlace,
  query: Record<string, string>,
): AsyncGenerator<GlanceRecord> {
  let marker: string | undefined
  for (;;) {
    const page = await readPage(place, { ...query, ...(marker === undefined ? {} : { marker }) })
    yield* page.images
    if (page.marker === undefined) return
    if (page.marker === marker || page.images.length === 0)
      throw new CloudError('invalid', 'Expected a next page of images, but Glance names the same page again')
    marker = page.marker
  }
}

/** Of the link to the next page only the marker is used: behind a proxy its path leads elsewhere. */
async function readPage(
  { client, region, signal }: GlancePlace,
  query: Record<string, string>,
): Promise<{ images: GlanceRecord[]; marker?: string }> {
  const parameters = new URLSearchParams({ limit: String(pageSize), ...query })
  const path = `/v2/images?${parameters.toString()}`
  const { body } = await client.ask({ region, path, what: `list the images of "${region}"`, signal })
  const images = fieldOf(body, 'images')
  if (!Array.isArray(images))
    throw new CloudError('invalid', 'Expected Glance to answer a list of images, but it answers none')
  const next = textOf(fieldOf(body, 'next'))
  const marker = next === undefined ? undefined : markerOf(next)
  return { images: images.map(recordOf), ...(marker === undefined ? {} : { marker }) }
}

function markerOf(next: string): string {
  const at = next.indexOf('?')
  const marker = new URLSearchParams(at < 0 ? '' : next.slice(at)).get('marker')
  if (marker !== null && marker !== '') return marker
  throw new CloudError('invalid', 'Expected a next page with a marker, but Glance names none')
}
