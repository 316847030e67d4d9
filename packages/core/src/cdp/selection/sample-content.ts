import type { CatalogLayout, CloudbreakEntry, Image } from '@ingot/contract'
import { sampleArtifact, sampleImage } from '../../image/sample-image.ts'
import type { CatalogContent } from './catalog-content.ts'

/** What a test says of an image of a Cloudbreak catalog. */
export interface SampleEntry {
  readonly id: string
  readonly list?: CloudbreakEntry['list']
  /** Absent: 7.2.17. Blank: it says none, and has no stack. */
  readonly runtime?: string
  /** Absent: that of the runtime, as `CDH-7.2.17`. */
  readonly repoid?: string
  readonly provider?: string
  /** Absent: `us-west-1`. `default` is any region. */
  readonly regions?: readonly string[]
  /** Epoch seconds; `null` where the entry does not say. */
  readonly created?: number | null
  readonly entry?: Readonly<Record<string, unknown>>
  readonly image?: Partial<Image>
}

/** An image of a Cloudbreak catalog for a test: a runtime image of redhat8 for aws, except where `given` differs. */
export function sampleEntry(given: SampleEntry): Image {
  const {
    id,
    list = 'cdh-images',
    provider = 'aws',
    regions = ['us-west-1'],
    created = 1_700_000_000,
  } = given
  const runtime = given.runtime ?? (list === 'cdh-images' ? '7.2.17' : '')
  const repo = { stack: { repoid: given.repoid ?? `CDH-${runtime}` } }
  const entry = {
    date: '2023-11-14',
    ...(created === null ? {} : { created }),
    os: 'redhat8',
    os_type: 'redhat8',
    ...(runtime === '' ? {} : { version: runtime, 'stack-details': { version: runtime, repo } }),
    ...given.entry,
  }
  return sampleImage({
    id,
    catalog: 'cdp-default',
    name: id,
    artifacts: regions.map((region) => artifactIn(provider, region, id)),
    cloudbreak: { list, entry },
    ...given.image,
  })
}

/** The reference of a sample image in a region: `ami-ID-REGION`. */
function artifactIn(provider: string, region: string, id: string): Image['artifacts'][number] {
  const reference = `ami-${id}-${region.replaceAll(' ', '')}`
  return sampleArtifact({ name: region, provider, reference, ...(region === 'default' ? {} : { region }) })
}

/** A derived image for a test, as it is read: with what it inherits. */
export function sampleDerived(
  given: SampleEntry & { readonly source?: string; readonly at?: string },
): Image {
  const { source = `source-of-${given.id}`, at = '2026-01-01T00:00:00.000Z' } = given
  const type = given.list === 'freeipa-images' ? 'freeipa' : 'runtime'
  const derived = { source: { catalog: 'cdp-default', id: source }, type, created: at } as const
  return sampleEntry({ ...given, image: { catalog: 'mine', derived, ...given.image } })
}

/** A default catalog for a test, whose versions block lists all images, and names those of `defaults`. */
export function sampleContent(images: readonly Image[], defaults: readonly string[] = []): CatalogContent {
  return contentWith(images, { cloudbreak: [{ images: images.map(({ id }) => id), defaults }] })
}

/** A default catalog for a test with a versions block; without one where it is `undefined`. */
export function contentWith(images: readonly Image[], versions: unknown): CatalogContent {
  const layout: CatalogLayout = { lists: {}, ...(versions === undefined ? {} : { versions }) }
  return { name: 'cdp-default', type: 'default', images: stored(images), layout }
}

/** A custom catalog for a test. */
export function customContent(images: readonly Image[]): CatalogContent {
  return { name: 'mine', type: 'custom', images: stored(images), layout: undefined }
}

function stored(images: readonly Image[]): CatalogContent['images'] {
  return images.map((body) => ({ revision: 1, body }))
}
