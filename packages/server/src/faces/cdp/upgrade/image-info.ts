import type { ImageFacts } from '@ingot/contract'
import { regionReference } from '@ingot/core'
import type { ConsumerView } from '../consumer/find-consumer.ts'
import { imageIn, isUnavailable } from '../images.ts'
import type { Call } from '../operation.ts'
import { epochOf } from '../words.ts'

/** An image as upgrades of Data Lakes and Data Hubs show it; `imageName` is the reference in the consumer's region. */
export async function imageInfo(call: Call, consumer: ConsumerView, facts: ImageFacts) {
  const { id, catalog, cm, cmBuild, stack, runtime, stackBuild, os, date, architecture, source } = facts
  return {
    imageName: await referenceOf(call, consumer, facts),
    imageId: id,
    imageCatalogName: catalog,
    created: epochOf(facts.created),
    componentVersions: {
      cm,
      cmGBN: cmBuild,
      cdp: stack ?? runtime,
      cdpGBN: stackBuild,
      os,
      osPatchLevel: date,
    },
    architecture,
    sourceImageId: source?.id,
  }
}

/** An image as FreeIPA upgrades show it; `catalog` is the URL that a default catalog mirrors, else the name. */
export async function freeipaImageInfo(call: Call, consumer: ConsumerView, facts: ImageFacts) {
  const { id, catalog, os, date } = facts
  return {
    catalog: await catalogUrl(call, catalog),
    id,
    os,
    imageName: await referenceOf(call, consumer, facts),
    date,
    catalogName: catalog,
  }
}

/**
 * The URL that a default catalog mirrors. The name of any other, since FreeIPA takes a name where it takes a URL, and of
 * one that is gone or that the caller may not use.
 */
export async function catalogUrl({ invoke }: Call, name: string): Promise<string> {
  try {
    const { catalog } = await invoke('showCatalog', { params: { catalog: name } })
    return catalog.mirror?.from ?? name
  } catch (error) {
    if (isUnavailable(error)) return name
    throw error
  }
}

/** The provider's reference of an image where the consumer runs; `undefined` where it has none. */
async function referenceOf(
  call: Call,
  { provider, region }: ConsumerView,
  facts: ImageFacts,
): Promise<string | undefined> {
  const image = await imageIn(call, facts)
  return image && regionReference(image, provider, region)?.reference
}
