import { IngotError, type Image, type Input, type Operations } from '@ingot/contract'
import {
  compareVersions,
  matchesRange,
  normalizeProvider,
  parseVersion,
  parseVersionRange,
  regionTest,
  stateAt,
  type StoredImage,
} from '@ingot/core'
import type { Snapshot } from '@ingot/ledger'
import type { Handler } from '../../context.ts'
import { everyImage } from '../../image-source.ts'
import { imageView } from '../../image-view.ts'
import { readView, type View } from '../../view.ts'

type Query = NonNullable<Input<Operations['listImages']>['query']>
type Test = (image: Image) => boolean

/** Lists images by name, newest version first, a page at a time. */
export const listImages: Handler<'listImages'> = async ({ query = {} }, context) => {
  const view = await readView(context, query)
  const tests = testsOf(query, view)
  const fitting = sortedImages(view.snapshot).filter((stored) => tests.every((test) => test(stored.body)))
  const found = query.newest === true ? newestOfEach(fitting) : fitting
  const start = startOf(found, query.after)
  const page = found.slice(start, start + (query.limit ?? 1000))
  const last = page.at(-1)
  const isLast = start + page.length >= found.length
  return {
    ...view.stamp,
    images: page.map((stored) => imageView(stored, view.at)),
    total: found.length,
    ...(query.countBy === undefined ? {} : { counts: countsOf(found, query.countBy) }),
    ...(isLast || last === undefined ? {} : { next: placeOf(last) }),
  }
}

/** How many images have each value of a trait, the most frequent first, then by value; those without it last. */
function countsOf(images: readonly StoredImage[], trait: string) {
  const counts = new Map<string | undefined, number>()
  for (const { body } of images) {
    const value = Object.hasOwn(body.traits, trait) ? body.traits[trait] : undefined
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, count]) => ({ ...(value === undefined ? {} : { value }), images: count }))
    .toSorted(
      (a, b) =>
        Number(a.value === undefined) - Number(b.value === undefined) ||
        b.images - a.images ||
        compareText(a.value ?? '', b.value ?? ''),
    )
}

const sorted = new WeakMap<Snapshot, StoredImage[]>()

/** All images of a snapshot by name without case, newest version first; sorted once per snapshot. */
function sortedImages(snapshot: Snapshot): StoredImage[] {
  const known = sorted.get(snapshot)
  if (known !== undefined) return known
  const keyed = [...everyImage(snapshot)].map((stored) => ({
    stored,
    name: stored.body.name.toLowerCase(),
    version: parseVersion(stored.body.version),
  }))
  keyed.sort((a, b) => {
    if (a.name !== b.name) return a.name < b.name ? -1 : 1
    const order = a.version && b.version ? compareVersions(b.version, a.version) : 0
    return (
      order ||
      compareText(a.stored.body.id, b.stored.body.id) ||
      compareText(a.stored.body.catalog, b.stored.body.catalog)
    )
  })
  const images = keyed.map((entry) => entry.stored)
  sorted.set(snapshot, images)
  return images
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function testsOf(query: Query, view: View): Test[] {
  const tests: Test[] = []
  if (!view.access.all) tests.push((image) => view.access.catalog(image.catalog, 'use'))
  if (query.catalog !== undefined) tests.push((image) => image.catalog === query.catalog)
  if (query.name !== undefined) tests.push(nameTest(query.name))
  if (query.label !== undefined) {
    const label = query.label.toLowerCase()
    tests.push((image) => image.label?.toLowerCase() === label)
  }
  if (query.version !== undefined) tests.push(versionTest(query.version))
  if (query.os !== undefined) tests.push((image) => image.os === query.os)
  if (query.architecture !== undefined) tests.push((image) => architectureOf(image) === query.architecture)
  if (query.state !== undefined) tests.push((image) => stateAt(image, view.at) === query.state)
  if (query.provider !== undefined || query.region !== undefined) tests.push(placeTest(query))
  for (const where of query.where ?? []) tests.push(traitTest(where))
  return tests
}

/** `*` stands for any characters; matched piece by piece, so that no pattern can take long. */
function nameTest(pattern: string): Test {
  const [head = '', ...rest] = pattern.toLowerCase().split('*')
  const tail = rest.pop()
  if (tail === undefined) return (image) => image.name.toLowerCase() === head
  return (image) => {
    const name = image.name.toLowerCase()
    if (!name.startsWith(head)) return false
    let position = head.length
    for (const piece of rest) {
      const found = name.indexOf(piece, position)
      if (found < 0) return false
      position = found + piece.length
    }
    return name.length - tail.length >= position && name.endsWith(tail)
  }
}

function versionTest(text: string): Test {
  const range = parseVersionRange(text)
  if (range === undefined) {
    throw new IngotError('INVALID_REQUEST', `Cannot read the version "${text}": expected 1.2, 1.x or latest`)
  }
  return (image) => {
    const version = parseVersion(image.version)
    return version !== undefined && matchesRange(range, version)
  }
}

/** What a Cloudbreak catalog leaves unsaid, the traits of its images say. */
function architectureOf({ architecture, traits }: Image): string | undefined {
  return architecture ?? (Object.hasOwn(traits, 'architecture') ? traits['architecture'] : undefined)
}

function placeTest(query: Query): Test {
  const provider = query.provider === undefined ? undefined : normalizeProvider(query.provider)
  const isThere = query.region === undefined ? () => true : regionTest(query.region)
  return (image) =>
    image.artifacts.some(
      (artifact) =>
        (provider === undefined || normalizeProvider(artifact.provider) === provider) && isThere(artifact),
    )
}

function traitTest(where: string): Test {
  const split = where.indexOf('=')
  if (split < 1) {
    throw new IngotError('INVALID_REQUEST', `Cannot read the filter "${where}": expected NAME=VALUE`)
  }
  const name = where.slice(0, split)
  const value = where.slice(split + 1)
  return (image) => Object.hasOwn(image.traits, name) && image.traits[name] === value
}

/** The newest image of each name in a catalog; a withdrawn one only where all of them are. */
function newestOfEach(images: readonly StoredImage[]): StoredImage[] {
  const newest = new Map<string, StoredImage>()
  for (const stored of images) {
    const key = `${stored.body.catalog}/${stored.body.name.toLowerCase()}`
    const found = newest.get(key)
    if (found === undefined || (isWithdrawn(found) && !isWithdrawn(stored))) newest.set(key, stored)
  }
  return images.filter(
    (stored) => newest.get(`${stored.body.catalog}/${stored.body.name.toLowerCase()}`) === stored,
  )
}

function isWithdrawn({ body }: StoredImage): boolean {
  return body.withdrawn !== undefined
}

/** Where a page ends: an id alone may stand in several catalogs. */
function placeOf({ body }: StoredImage): string {
  return `${body.catalog}/${body.id}`
}

function startOf(images: readonly StoredImage[], after: string | undefined): number {
  if (after === undefined) return 0
  const index = images.findIndex((stored) => placeOf(stored) === after)
  if (index < 0) {
    throw new IngotError(
      'INVALID_REQUEST',
      `"after" names no image of this list: "${after}"; begin again without it`,
    )
  }
  return index + 1
}
