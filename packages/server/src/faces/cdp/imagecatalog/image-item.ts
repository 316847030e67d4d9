import type { Image, SourceState } from '@ingot/contract'
import { createdAt, imageFacts, readEntry } from '@ingot/core'
import { catalogCrn } from '../crn.ts'
import { imageIn } from '../images.ts'
import type { Call } from '../operation.ts'
import type { Site } from '../site.ts'
import { epochOf, writtenArchitecture, writtenProvider, writtenType } from '../words.ts'
import type { CustomImage } from './custom-catalog.ts'

/** The sources of derived images, each looked up once; of a source that is gone there is none. */
export async function sourcesOf(
  call: Call,
  images: readonly CustomImage[],
): Promise<Map<CustomImage, Image | undefined>> {
  const lookups = new Map<string, Promise<Image | undefined>>()
  const found = new Map<CustomImage, Image | undefined>()
  for (const image of images) {
    const { source } = image.derived
    const key = JSON.stringify([source.catalog, source.id])
    const lookup = lookups.get(key) ?? imageIn(call, source)
    lookups.set(key, lookup)
    found.set(image, await lookup)
  }
  return found
}

/** A derived image as a list shows it. Dates are epoch milliseconds, of the source too. */
export function imageItem(site: Site, image: CustomImage, source: Image | undefined) {
  const { derived } = image
  const { provider, os, runtime, architecture } = imageFacts(image)
  return {
    imageId: image.id,
    imageDate: epochOf(derived.created),
    imageType: writtenType(derived.type),
    sourceImageId: derived.source.id,
    sourceImageDate: source === undefined ? undefined : createdAt(source),
    versions: versionsOf(image),
    provider: provider === undefined ? undefined : writtenProvider(provider),
    architecture: writtenArchitecture(architecture),
    os,
    runtime,
    sourceState: stateOf(source),
    imageCrn: catalogCrn(site, image.id),
  }
}

/** Members of `package-versions` that are described, by the names that CDP has for them. */
const versionNames = [
  ['cm', 'cm-version'],
  ['cm-build-number', 'cm-gbn'],
  ['stack', 'cdh-version'],
  ['cdh-build-number', 'cdh-gbn'],
] as const

function versionsOf(image: Image): Record<string, string> {
  const { packageVersions } = readEntry(image)
  return Object.fromEntries(
    versionNames.flatMap(([name, written]) => {
      const version = packageVersions[name]
      return version === undefined ? [] : [[written, version]]
    }),
  )
}

function stateOf(source: Image | undefined): SourceState {
  if (source === undefined) return 'missing'
  return source.withdrawn === undefined ? 'listed' : 'withdrawn'
}
