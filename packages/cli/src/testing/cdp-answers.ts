import type {
  AccessKeyView,
  AppliedUpgrade,
  Catalog,
  CatalogView,
  Client,
  Consumer,
  ConsumerReference,
  Grant,
  ImageFacts,
  ImageView,
  LineageEntry,
  SwitchPlan,
  SyncReport,
  UpgradeListing,
  Usage,
} from '@ingot/contract'
import { catalog, image, imageReference, resolved, stamp, unresolved } from './answers.ts'

const { at } = stamp
const mirror: NonNullable<Catalog['mirror']> = {
  type: 'runtime',
  from: 'https://catalogs.example.com/v3.json',
  every: 900,
}

export const mirrored: CatalogView = {
  ...catalog,
  name: 'cdp-default',
  type: 'default',
  mirror,
  withdrawn: 3,
  published: true,
  sync: { checked: at, outcome: 'failed', message: 'No answer' },
}

export const facts: ImageFacts = {
  id: '4b6a691a-bdb3-4ef2-9be8-5d64a4636e31',
  name: 'runtime-redhat8-aws',
  version: '7.2.17.400.1714149879',
  catalog: 'cdp-default',
  type: 'runtime',
  provider: 'aws',
  runtime: '7.2.17',
  os: 'redhat8',
  architecture: 'x86_64',
  created: '2024-04-26T16:44:39.000Z',
  date: '2024-04-26',
  description: '7.2.17.400 Service Pack Release',
  cm: '7.11.0',
}
export const hardened: ImageFacts = {
  ...facts,
  id: '6f1c2a7e-2c55-4d57-9a4f-1f6d0f7f3a10',
  catalog: 'our-images',
  source: { catalog: 'cdp-default', id: facts.id },
}
export const newer: ImageFacts = {
  ...facts,
  id: '85e571ef-725e-4b3e-a6ce-2c2878ff207c',
  version: '7.2.18.0.1720000000',
  runtime: '7.2.18',
}

/** An image of a mirrored catalog as lists show it. */
export const defaultImage: ImageView = {
  ...image,
  id: facts.id,
  catalog: 'cdp-default',
  name: facts.name,
  version: facts.version,
  os: 'linux',
  description: '7.2.17.400 Service Pack Release',
  traits: {
    list: 'cdh-images',
    runtime: '7.2.17',
    os: 'redhat8',
    cm: '7.11.0',
    provider: 'aws',
    date: '2024-04-26',
  },
  artifacts: ['us-west-1', 'us-west-2'].map((region) => ({
    name: region,
    provider: 'aws',
    region,
    reference: 'ami-0123456789abcdef0',
  })),
  stages: [],
  state: 'active',
}
export const derivedImage: ImageView = {
  ...defaultImage,
  id: hardened.id,
  catalog: 'our-images',
  derived: {
    source: { catalog: 'cdp-default', id: facts.id },
    type: 'runtime',
    baseParcelUrl: 'https://parcels.example.com/p/',
    created: at,
  },
}

export const report: SyncReport = {
  outcome: 'changed',
  images: [
    { image: imageReference, change: 'added', differences: [] },
    { image: imageReference, change: 'changed', differences: ['description: "a" → "b"'] },
    { image: imageReference, change: 'withdrawn', differences: [] },
  ],
  unchanged: 674,
  layoutChanged: true,
  warnings: [{ severity: 'warning', code: 'UNKNOWN_OS', message: 'It has another system' }],
}
export const synced = { ...stamp, ...report, dryRun: false, catalog: mirrored }

export const consumer: Consumer = {
  id: '0b9d2f5c-9f6e-4a53-9b63-3b1c1a9f6f11',
  type: 'datahub',
  name: 'etl',
  provider: 'aws',
  region: 'us-west-1',
  architecture: 'x86_64',
  image: { catalog: 'cdp-default', id: facts.id, reference: 'ami-0123456789abcdef0' },
  owner: 'ada',
  created: at,
  running: 'Scaling',
  details: { clusterTemplate: 'etl' },
}
export const consumerReference: ConsumerReference = { id: consumer.id, type: 'datahub', name: 'etl' }
export const consumerView = { ...consumer, revision: 5 }
export const created = { ...stamp, dryRun: false, consumer: consumerView, resolution: resolved }

export const step: SwitchPlan['steps'][number] = {
  consumer: consumerReference,
  region: 'us-west-1',
  from: { catalog: 'cdp-default', image: facts, id: facts.id, reference: 'ami-0123456789abcdef0' },
  to: { catalog: 'our-images', image: hardened, id: hardened.id, reference: 'ami-0123456789abcdef1' },
  match: 'source-to-derived',
  upgradesBefore: [newer],
  upgradesAfter: [],
  gained: [],
  lost: [newer],
  missingRegions: ['us-west-2'],
  irreversible: ['The parcels come from another place'],
  warnings: [{ code: 'FEWER_REGIONS', message: 'It is in fewer regions' }],
}
export const refusedStep: SwitchPlan['steps'][number] = {
  ...step,
  to: undefined,
  match: undefined,
  refusal: { ...unresolved.refusal!, code: 'NO_FITTING_IMAGE', message: 'No image there derives from it' },
}
export const plan: SwitchPlan & typeof stamp = {
  ...stamp,
  plan: '3f9c61d2',
  catalog: 'our-images',
  applied: false,
  steps: [step],
}

export const listing: UpgradeListing & typeof stamp = {
  ...stamp,
  consumer: consumerReference,
  catalog: 'cdp-default',
  current: facts,
  candidates: [newer],
  verdicts: [
    { image: newer, verdict: 'candidate', code: 'CANDIDATE', message: 'It is newer' },
    { image: facts, verdict: 'dropped', filter: 2, code: 'CURRENT', message: 'It is the present image' },
    { image: hardened, verdict: 'dropped', filter: 1, code: 'ARCHITECTURE', message: 'It is for arm64' },
    { image: hardened, verdict: 'dropped', filter: 1, code: 'ARCHITECTURE', message: 'It is for arm64 too' },
  ],
}
export const noUpgrade = {
  ...listing,
  candidates: [],
  verdicts: listing.verdicts.slice(1),
  reason: 'There are no other images available in the catalog.',
}
export const applied: AppliedUpgrade & typeof stamp & { dryRun: boolean } = {
  ...stamp,
  dryRun: false,
  consumer: consumerReference,
  from: facts,
  to: newer,
  reference: 'ami-0123456789abcdef2',
  next: ['Upgrade the cluster'],
}

export const usage: Usage & typeof stamp = {
  ...stamp,
  consumers: [{ consumer: consumerReference, catalog: 'cdp-default', image: facts.id }],
  derived: [{ image: hardened, source: facts }],
  locks: [{ file: 'cluster.txt.lock', entry: 'scheduler', image: imageReference }],
}

export const grant: Grant = {
  resource: 'catalog/our-images',
  user: 'grace',
  role: 'SharedResourceUser',
  by: 'ada',
  at,
}

export const accessKey: AccessKeyView = {
  accessKeyId: '9b2a7c1e-6f0d-4a51-8f4e-2d1c0b9a8e7f',
  user: 'ada',
  role: 'editor',
  algorithm: 'ed25519',
  created: at,
}
export const privateKey = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='

export const lineage: LineageEntry[] = [
  { ...facts, state: 'disabled', withdrawn: at },
  { ...hardened, state: 'active', parent: 0 },
  { ...hardened, id: 'other', catalog: 'their-images', state: 'active', parent: 0 },
]

export const derivation = {
  ...stamp,
  dryRun: false,
  change: 'changed' as const,
  image: derivedImage,
  differences: ['us-west-1: ami-0 → ami-1'],
  regions: { source: 26, here: 2, missing: ['eu-west-1', 'eu-west-2'], extra: [] },
  warnings: [],
}

export const effective: Awaited<ReturnType<Client['effectiveImage']>> = {
  ...stamp,
  image: derivedImage,
  facts: hardened,
  source: { image: facts, state: 'withdrawn' },
  fields: [
    { field: '/os', origin: 'source', value: '"redhat8"' },
    {
      field: '/repo/redhat8',
      origin: 'rewritten',
      value: '"https://parcels.example.com/p/cm/"',
      sourceValue: '"https://archive.cloudera.com/p/cm/"',
    },
    { field: '/tags', origin: 'own', value: JSON.stringify('x'.repeat(500)) },
  ],
  regions: derivation.regions,
}
