import type { CatalogLayout, Consumer, Image } from '@ingot/contract'
import { sampleImage } from '../../image/sample-image.ts'
import { sampleReferences } from '../derivation/sample-source.ts'
import type { CatalogContent } from '../selection/catalog-content.ts'

/** What is on an image for a test. All that is left out is that of the image that consumers are on. */
export interface SampleContents {
  readonly os?: string
  readonly osType?: string
  readonly architecture?: string
  readonly runtime?: string
  readonly patch?: number
  readonly stackBuild?: string
  readonly cm?: string | undefined
  readonly cmBuild?: string
  readonly created?: number
  readonly date?: string
  readonly parcels?: readonly (readonly string[])[]
  readonly csds?: readonly string[]
  readonly host?: string
  readonly hasPython?: boolean
  readonly tags?: Readonly<Record<string, string>>
  readonly advertised?: boolean
}

const archive = 'https://archive.cloudera.com'

/** The Cloudbreak entry of a runtime image for a test: runtime 7.2.17 patch 100 on redhat8, packages at the archive. */
export function sampleContents(given: SampleContents = {}): Record<string, unknown> {
  const { os = 'redhat8', osType = os, runtime = '7.2.17', patch = 100, host = archive } = given
  const { stackBuild = '2000', cm = '7.11.0', cmBuild = '1000', created = 1_700_000_000 } = given
  const packages = { 'cm-build-number': cmBuild, stack: runtime, 'cdh-build-number': stackBuild }
  return {
    created,
    date: given.date ?? '2023-11-14',
    os,
    os_type: osType,
    ...(given.architecture === undefined ? {} : { architecture: given.architecture }),
    ...(given.advertised === undefined ? {} : { advertised: given.advertised }),
    version: runtime,
    'build-number': cmBuild,
    'package-versions': {
      ...('cm' in given && given.cm === undefined ? {} : { cm }),
      ...packages,
      ...(given.hasPython === false ? {} : { python38: '3.8.16' }),
    },
    repo: { [osType]: `${host}/p/cm-public/${cm}/${osType}/yum/` },
    'stack-details': {
      version: runtime,
      repo: {
        stack: {
          [osType]: `${host}/p/cdp-public/${runtime}.${patch}/parcels/`,
          'repository-version': `${runtime}-1.cdh${runtime}.p${patch}.${stackBuild}`,
        },
      },
    },
    pre_warm_parcels: given.parcels ?? [
      ['CFM-2.2.8.0-el8.parcel', `${host}/p/cfm2/2.2.8.0/${osType}/yum/tars/parcel`],
    ],
    pre_warm_csd: given.csds ?? [`${host}/p/cfm2/2.2.8.0/CFM-NIFI-1.25.0.jar`],
    tags: given.tags ?? {},
  }
}

/** An image of a default catalog for a test, for two regions of AWS. */
export function sampleUpgrade(id: string, contents: SampleContents = {}, given: Partial<Image> = {}): Image {
  return sampleImage({
    id,
    catalog: 'cdp-default',
    name: 'runtime-aws',
    version: `1.${id.replaceAll(/\D/g, '') || '0'}`,
    artifacts: sampleReferences('aws', { 'us-west-1': `ami-${id}`, 'us-west-2': `ami-${id}-2` }),
    cloudbreak: { list: 'cdh-images', entry: sampleContents(contents) },
    ...given,
  })
}

/** A FreeIPA image of a default catalog for a test. */
export function sampleFreeipa(id: string, contents: SampleContents = {}, given: Partial<Image> = {}): Image {
  const { os = 'redhat8', osType = os, date = '2023-11-14', created = 1_700_000_000, tags = {} } = contents
  const entry = { os, os_type: osType, date, created, tags, 'package-versions': {} }
  return sampleUpgrade(
    id,
    {},
    { catalog: 'freeipa-default', cloudbreak: { list: 'freeipa-images', entry }, ...given },
  )
}

/** A Data Hub for a test in us-west-1 on the image `current` of the default catalog. */
export function sampleConsumer(given: Partial<Consumer> = {}): Consumer {
  return {
    id: '11111111-2222-4333-8444-555555555555',
    type: 'datahub',
    name: 'etl',
    provider: 'aws',
    region: 'us-west-1',
    architecture: 'x86_64',
    image: { catalog: 'cdp-default', id: 'current', reference: 'ami-current' },
    owner: 'alice',
    created: '2026-01-01T00:00:00.000Z',
    ...given,
  }
}

/** A custom catalog for a test, whose images are all candidates. */
export function customContent(images: readonly Image[], name = 'mine'): CatalogContent {
  return { name, type: 'custom', images: stored(images), layout: undefined }
}

/** A default catalog for a test, whose versions block names `defaults`. */
export function defaultContent(
  images: readonly Image[],
  defaults: readonly string[],
  name = 'cdp-default',
): CatalogContent {
  const blocks = [{ versions: ['2.82.0'], images: images.map(({ id }) => id), defaults }]
  const layout: CatalogLayout = { lists: {}, versions: { cloudbreak: blocks, freeipa: blocks } }
  return { name, type: 'default', images: stored(images), layout }
}

function stored(images: readonly Image[]): CatalogContent['images'] {
  return images.map((body) => ({ revision: 1, body }))
}
