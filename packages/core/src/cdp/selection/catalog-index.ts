import type { Answer, Image } from '@ingot/contract'
import { imageType } from '../cloudbreak/image-facts.ts'
import type { CatalogContent } from './catalog-content.ts'
import { readListing, type Listing } from './listing.ts'

/** What is worked out from a catalog once, so that choosing from it again takes microseconds. */
export interface CatalogIndex {
  readonly layout: CatalogContent['layout']
  readonly listing: Listing
  /** The version of the runtime as the entry writes it, empty where it says none → images with a runtime. */
  readonly runtimes: ReadonlyMap<string, readonly Image[]>
  /** How many of them there are. */
  readonly runtimeImages: number
  readonly base: readonly Image[]
  readonly freeipa: readonly Image[]
  /** When some stage of some image begins, ascending. Between two of these moments no answer changes. */
  readonly moments: readonly number[]
  readonly answers: Map<string, Answer>
}

const indexes = new WeakMap<CatalogContent['images'], CatalogIndex>()

/**
 * So many answers of one catalog are remembered, the oldest is forgotten first: requests come from outside and may be
 * of any kind, and an answer with its trace takes half a megabyte.
 */
const answersLimit = 100

/** The index of a catalog. */
export function catalogIndex(content: CatalogContent): CatalogIndex {
  const known = indexes.get(content.images)
  if (known !== undefined && known.layout === content.layout) return known
  const index = indexOf(content)
  indexes.set(content.images, index)
  return index
}

/**
 * The answer to `question`, which names all that it depends on but the catalog and the moment: the one that was given
 * before where no stage has begun or ended since, else that of `find`. The same object comes back, so nobody may
 * change it.
 */
export function rememberedAnswer(
  content: CatalogContent,
  question: unknown,
  at: Date,
  find: () => Answer,
): Answer {
  const { answers, moments } = catalogIndex(content)
  const key = JSON.stringify([content.name, content.type, question, countUntil(moments, at.getTime())])
  const known = answers.get(key)
  if (known !== undefined) return known
  const answer = find()
  const [oldest] = answers.keys()
  if (oldest !== undefined && answers.size >= answersLimit) answers.delete(oldest)
  answers.set(key, answer)
  return answer
}

function indexOf(content: CatalogContent): CatalogIndex {
  const runtimes = new Map<string, Image[]>()
  const base: Image[] = []
  const freeipa: Image[] = []
  const moments = new Set<number>()
  for (const { body: image } of content.images) {
    if (image.stages.length > 0) for (const { from } of image.stages) moments.add(Date.parse(from))
    if (imageType(image) === 'freeipa') freeipa.push(image)
    else if (image.cloudbreak?.list === 'base-images') base.push(image)
    else addRuntime(runtimes, image)
  }
  moments.delete(Number.NaN)
  return {
    layout: content.layout,
    listing: readListing(content),
    runtimes,
    runtimeImages: content.images.length - base.length - freeipa.length,
    base,
    freeipa,
    moments: [...moments].toSorted((a, b) => a - b),
    answers: new Map(),
  }
}

/** Only the version is read of the entry: this is asked of every image of a catalog. */
function addRuntime(runtimes: Map<string, Image[]>, image: Image): void {
  const version = image.cloudbreak?.entry['version']
  const runtime = typeof version === 'string' ? version : ''
  const others = runtimes.get(runtime)
  if (others === undefined) runtimes.set(runtime, [image])
  else others.push(image)
}

/** How many of the ascending `moments` have come. */
function countUntil(moments: readonly number[], at: number): number {
  let low = 0
  let high = moments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (moments[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low
}
