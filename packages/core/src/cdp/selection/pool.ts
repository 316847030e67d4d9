import type { Image } from '@ingot/contract'
import { describeList } from '../../resolve/describe.ts'
import type { CatalogIndex } from './catalog-index.ts'
import { nearestRuntimes } from './nearest-runtime.ts'
import { hasProvider } from './region-reference.ts'

/** The images that are judged one by one, and which these are, for a sentence. */
export interface Pool {
  readonly images: readonly Image[]
  readonly described: string
}

/** Of a catalog with more images than this only those are judged that have the runtime, or the nearest ones. */
const smallCatalog = 1000

/** So many images are judged of a large catalog that only can be named: they are told of, but never chosen. */
const namedOnlyLimit = 500

/** So many of the nearest runtimes are looked at where none of a large catalog has the one that is asked for. */
const nearestLimit = 3

/**
 * The images with a runtime that are judged: all of the provider; of a large catalog only those whose runtime begins
 * as the one that is asked for, or, where there are none, those of the nearest runtimes.
 */
export function runtimePool(index: CatalogIndex, provider: string, runtime: string | undefined): Pool {
  const runtimes = [...index.runtimes.keys()]
  if (index.runtimeImages <= smallCatalog) {
    const images = imagesOf(index, runtimes, provider)
    return { images, described: `all its ${count(images)} for ${provider}` }
  }
  if (runtime === undefined) return largePool(index, imagesOf(index, runtimes, provider), `for ${provider}`)
  const fitting = runtimes.filter((one) => one.startsWith(runtime))
  const images = imagesOf(index, fitting, provider)
  return images.length > 0
    ? largePool(index, images, `for ${provider} of that runtime`)
    : nearestPool(index, provider, runtime)
}

/** All base images of the provider: no cluster starts from one, but people who derived an image from one ask why. */
export function basePool(index: CatalogIndex, provider: string): Pool {
  const images = index.base.filter((image) => hasProvider(image, provider))
  return { images, described: `its ${count(images, 'base image')}` }
}

/** All FreeIPA images of the provider. */
export function freeipaPool(index: CatalogIndex, provider: string): Pool {
  const images = index.freeipa.filter((image) => hasProvider(image, provider))
  return { images, described: `all its ${count(images, 'FreeIPA image')} for ${provider}` }
}

function nearestPool(index: CatalogIndex, provider: string, runtime: string): Pool {
  const images: Image[] = []
  const runtimes: string[] = []
  for (const near of nearestRuntimes(runtime, index.runtimes.keys())) {
    const found = near === '' ? [] : imagesOf(index, [near], provider)
    if (found.length === 0) continue
    images.push(...found)
    runtimes.push(near)
    if (runtimes.length === nearestLimit) break
  }
  const nearest = describeList(runtimes, 'and')
  return largePool(index, images, `for ${provider} of the nearest runtimes, which are ${nearest}`)
}

/** Of many images those that a versions block lists, and the newest of the others. */
function largePool({ listing }: CatalogIndex, images: readonly Image[], which: string): Pool {
  const described = `its ${count(images)} ${which}`
  if (listing.by !== 'versions' || images.length <= namedOnlyLimit) return { images, described }
  const listed = images.filter(({ id }) => listing.images.has(id))
  const others = images.filter(({ id }) => !listing.images.has(id)).toSorted(newestFirst)
  if (others.length <= namedOnlyLimit) return { images, described }
  return {
    images: [...listed, ...others.slice(0, namedOnlyLimit)],
    described: `${described}: what may be chosen, and the ${namedOnlyLimit} newest of those that can only be named`,
  }
}

/** Only one member is read of the entry: this is asked of tens of thousands of images. */
function newestFirst(a: Image, b: Image): number {
  return writtenCreated(b) - writtenCreated(a) || (a.id < b.id ? -1 : 1)
}

function writtenCreated({ cloudbreak }: Image): number {
  const created = cloudbreak?.entry['created']
  return typeof created === 'number' && Number.isFinite(created) ? created : 0
}

function imagesOf(index: CatalogIndex, runtimes: readonly string[], provider: string): Image[] {
  return runtimes.flatMap((runtime) =>
    (index.runtimes.get(runtime) ?? []).filter((image) => hasProvider(image, provider)),
  )
}

function count(images: readonly Image[], what = 'runtime image'): string {
  return `${images.length} ${what}${images.length === 1 ? '' : 's'}`
}
