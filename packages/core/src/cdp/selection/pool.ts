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

/** So many of the nearest runtimes are looked at where none of a large catalog has the one that is asked for. */
const nearestLimit = 3

/**
 * The images with a runtime that are judged: all of the provider; of a large catalog only those whose runtime begins
 * as the one that is asked for, or, where there are none, those of the nearest runtimes. Where any runtime will do,
 * only those are that the versions block of a large catalog lists.
 */
export function runtimePool(index: CatalogIndex, provider: string, runtime: string | undefined): Pool {
  if (index.runtimeImages <= smallCatalog) {
    const images = imagesOf(index, index.runtimes.keys(), provider)
    return { images, described: `all its ${count(images)} for ${provider}` }
  }
  if (runtime === undefined) return listedPool(index, provider)
  const fitting = [...index.runtimes.keys()].filter((one) => one.startsWith(runtime))
  const images = imagesOf(index, fitting, provider)
  if (images.length > 0) return { images, described: `its ${count(images)} for ${provider} of that runtime` }
  return nearestPool(index, provider, runtime)
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

function listedPool(index: CatalogIndex, provider: string): Pool {
  const { by, images: listed } = index.listing
  const images = imagesOf(
    index,
    index.runtimes.keys(),
    provider,
    (image) => by !== 'versions' || listed.has(image.id),
  )
  return { images, described: `its ${count(images)} for ${provider} that may be chosen without being named` }
}

function nearestPool(index: CatalogIndex, provider: string, runtime: string): Pool {
  const images: Image[] = []
  const runtimes: string[] = []
  for (const near of nearestRuntimes(runtime, index.runtimes.keys())) {
    const found = imagesOf(index, [near], provider)
    if (near === '' || found.length === 0) continue
    images.push(...found)
    runtimes.push(near)
    if (runtimes.length === nearestLimit) break
  }
  const nearest = describeList(runtimes, 'and')
  return {
    images,
    described: `its ${count(images)} for ${provider} of the nearest runtimes, which are ${nearest}`,
  }
}

function imagesOf(
  index: CatalogIndex,
  runtimes: Iterable<string>,
  provider: string,
  isWanted: (image: Image) => boolean = () => true,
): Image[] {
  const images: Image[] = []
  for (const runtime of runtimes) {
    for (const image of index.runtimes.get(runtime) ?? []) {
      if (isWanted(image) && hasProvider(image, provider)) images.push(image)
    }
  }
  return images
}

function count(images: readonly Image[], what = 'runtime image'): string {
  return `${images.length} ${what}${images.length === 1 ? '' : 's'}`
}
