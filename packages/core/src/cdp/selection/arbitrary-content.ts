import type { Image } from '@ingot/contract'
import * as fc from 'fast-check'
import type { CatalogContent } from './catalog-content.ts'
import type { ConsumerImageRequest } from './consumer-question.ts'
import type { DefaultImageRequest } from './find-default-image.ts'
import { sampleEntry } from './sample-content.ts'

/** The moment of all requests. */
export const at = new Date('2026-06-01T00:00:00Z')

/** Absent most of the time: what is asked for fits little. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
const provider = fc.constantFrom('aws', 'aws', 'azure')
const region = fc.constantFrom('us-west-1', 'West US 2', 'westus2', 'default')
const runtime = fc.constantFrom('7.2.17', '7.2.17', '7.2.17', '7.2.18', '7.2', '7.2.17.400')
const os = fc.constantFrom('redhat8', 'redhat9', 'centos7', 'sles12')
const architecture = fc.constantFrom('arm64' as const, 'x86_64' as const)
const list = fc.constantFrom(
  'cdh-images' as const,
  'cdh-images' as const,
  'base-images' as const,
  'freeipa-images' as const,
)
const state = fc.constantFrom('active', 'preview', 'deprecated', 'disabled', 'revoked')

/** An image, and whether the versions block lists it and names it as default. */
export interface Given {
  readonly image: Image
  readonly isListed: boolean
  readonly isDefault: boolean
}

const given: fc.Arbitrary<Given> = fc
  .record({
    id: fc.uuid(),
    list,
    provider,
    regions: fc.uniqueArray(region, { minLength: 1, maxLength: 3 }),
    runtime,
    os: fc.option(os, { nil: undefined }),
    architecture: rarely(architecture),
    created: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 6 }),
    date: fc.constantFrom('2026-01-01', '2026-01-02'),
    advertised: fc.boolean(),
    state: rarely(state),
    withdrawn: rarely(fc.constant('2026-01-01T00:00:00.000Z')),
    isListed: fc.constantFrom(true, true, false),
    isDefault: fc.boolean(),
  })
  .map(({ isListed, isDefault, os, architecture, date, advertised, state, withdrawn, ...rest }) => {
    const stages = state === undefined ? [] : [{ state, from: '2026-03-01T00:00:00.000Z' }]
    const more = { ...(withdrawn === undefined ? {} : { withdrawn }), stages } as Partial<Image>
    const entry = { date, advertised, os, architecture }
    const runtime = rest.list === 'cdh-images' ? rest.runtime : ''
    return { image: sampleEntry({ ...rest, runtime, entry, image: more }), isListed, isDefault }
  })

/** A catalog that a property is checked with. */
export interface SomeCatalog {
  readonly images: Given[]
  readonly type: 'default' | 'custom'
  readonly hasVersions: boolean
}

/** Catalogs of three to nine images that have little to tell them apart. */
export const catalog: fc.Arbitrary<SomeCatalog> = fc.record({
  images: fc.uniqueArray(given, { minLength: 3, maxLength: 9, selector: ({ image }) => image.id }),
  type: fc.constantFrom('default' as const, 'custom' as const),
  hasVersions: fc.boolean(),
})

/** The content of such a catalog, its images in any order. */
export function contentOf(
  { images, type, hasVersions }: SomeCatalog,
  order: readonly Given[] = images,
): CatalogContent {
  const ids = (flag: 'isListed' | 'isDefault') =>
    images.filter((one) => one[flag]).map(({ image }) => image.id)
  const versions = { cloudbreak: [{ images: ids('isListed'), defaults: ids('isDefault') }] }
  return {
    name: 'c',
    type,
    images: order.map(({ image }) => ({ revision: 1, body: image })),
    layout: { lists: {}, ...(hasVersions ? { versions } : {}) },
  }
}

/** Requests for default images. */
export const wantedDefault: fc.Arbitrary<DefaultImageRequest> = fc.record({
  provider,
  type: fc.constantFrom('runtime' as const, 'runtime' as const, 'freeipa' as const),
  runtime: fc.option(runtime, { nil: undefined }),
  architecture: rarely(architecture),
  at: fc.constant(at),
})

/** Requests for the images of consumers, which name none. */
export const wantedImage: fc.Arbitrary<ConsumerImageRequest> = fc.record({
  type: fc.constantFrom('datahub' as const, 'datalake' as const, 'database' as const, 'environment' as const),
  provider,
  region,
  runtime: rarely(runtime),
  os: rarely(os),
  architecture: rarely(architecture),
  image: fc.constant(undefined),
  at: fc.constant(at),
})
