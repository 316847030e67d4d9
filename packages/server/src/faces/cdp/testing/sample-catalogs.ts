/** Small catalogs as Cloudbreak writes them, one image per case. Ids begin with a letter per catalog. */
export const runtimeImages = {
  /** AWS, 7.2.17, redhat8, three regions. */
  aws17: 'a0000000-0000-4000-8000-000000000001',
  /** The same of a later build. */
  aws17Later: 'a0000000-0000-4000-8000-000000000002',
  /** AWS, 7.2.18, redhat8. */
  aws18: 'a0000000-0000-4000-8000-000000000003',
  /** AWS, 7.2.18, arm64. */
  aws18Arm: 'a0000000-0000-4000-8000-000000000004',
  /** Azure, 7.2.17, by VHDs. */
  azure17: 'a0000000-0000-4000-8000-000000000005',
  /** Google Cloud, 7.2.17, any region. */
  gcp17: 'a0000000-0000-4000-8000-000000000006',
  /** Government regions of AWS, 7.2.17. */
  gov17: 'a0000000-0000-4000-8000-000000000007',
  /** AWS without a runtime. */
  base: 'a0000000-0000-4000-8000-000000000008',
} as const

export const freeipaImages = {
  aws: 'f0000000-0000-4000-8000-000000000001',
  awsLater: 'f0000000-0000-4000-8000-000000000002',
  azure: 'f0000000-0000-4000-8000-000000000003',
  gcp: 'f0000000-0000-4000-8000-000000000004',
  gov: 'f0000000-0000-4000-8000-000000000005',
} as const

interface Shape {
  uuid: string
  provider: string
  references: Record<string, string>
  /** The day of the build in January 2024. */
  day: number
  runtime?: string
  /** The number of the patch. */
  patch?: number
  architecture?: string
}

const awsReferences = (digit: string) => ({
  'us-west-1': `ami-${digit.repeat(8)}1`.padEnd(21, '0'),
  'us-west-2': `ami-${digit.repeat(8)}2`.padEnd(21, '0'),
  'eu-central-1': `ami-${digit.repeat(8)}3`.padEnd(21, '0'),
})

const azureReferences = {
  'West US 2': 'https://images.blob.core.windows.net/images/cdp.vhd',
  'East US': 'https://imageseast.blob.core.windows.net/images/cdp.vhd',
}

const gcpReferences = { default: 'images/cdp.tar.gz' }
const govReferences = { 'us-gov-west-1': 'ami-99999999999999991' }

function entry({ uuid, provider, references, day, architecture }: Shape) {
  return {
    uuid,
    date: `2024-01-${String(day).padStart(2, '0')}`,
    created: Date.UTC(2024, 0, day) / 1000,
    description: 'Sample image',
    os: 'redhat8',
    os_type: 'redhat8',
    images: { [provider]: references },
    ...(architecture === undefined ? {} : { architecture }),
    tags: { 'release-type': 'Base Release', hardening: 'cis_server_l1' },
  }
}

const archive = 'https://archive.cloudera.com/p'

function runtimeEntry(shape: Shape & { runtime: string }) {
  const { runtime, patch = 0, day } = shape
  const version = `${runtime}-1.cdh${runtime}.p${patch}.${50_000_000 + day}`
  return {
    ...entry(shape),
    version: runtime,
    repo: { redhat8: `${archive}/cm-public/7.11.${day}/redhat8/yum/` },
    'build-number': String(40_000_000 + day),
    'package-versions': {
      cm: `7.11.${day}`,
      'cm-build-number': String(40_000_000 + day),
      stack: runtime,
      'cdh-build-number': String(50_000_000 + day),
      python38: '3.8.16',
    },
    'stack-details': {
      version: runtime,
      repo: {
        stack: {
          redhat8: `${archive}/cdp-public/${runtime}/parcels/`,
          repoid: `CDH-${runtime}`,
          'repository-version': version,
        },
      },
      'build-number': String(50_000_000 + day),
    },
    pre_warm_parcels: [
      [`CFM-2.2.6.${day}-el8.parcel`, `${archive}/cfm2/2.2.6.${day}/redhat8/yum/tars/parcel/`],
    ],
    pre_warm_csd: [`${archive}/cfm2/2.2.6.${day}/redhat8/yum/tars/parcel/NIFI-1.23.jar`],
  }
}

const { aws17, aws17Later, aws18, aws18Arm, azure17, gcp17, gov17, base } = runtimeImages
const runtimeEntries = [
  { uuid: aws17, provider: 'aws', references: awsReferences('1'), day: 1, runtime: '7.2.17' },
  {
    uuid: aws17Later,
    provider: 'aws',
    references: awsReferences('2'),
    day: 5,
    runtime: '7.2.17',
    patch: 100,
  },
  { uuid: aws18, provider: 'aws', references: awsReferences('3'), day: 10, runtime: '7.2.18' },
  {
    uuid: aws18Arm,
    provider: 'aws',
    references: awsReferences('4'),
    day: 11,
    runtime: '7.2.18',
    architecture: 'arm64',
  },
  { uuid: azure17, provider: 'azure', references: azureReferences, day: 3, runtime: '7.2.17' },
  { uuid: gcp17, provider: 'gcp', references: gcpReferences, day: 3, runtime: '7.2.17' },
  { uuid: gov17, provider: 'aws_gov', references: govReferences, day: 3, runtime: '7.2.17' },
].map(runtimeEntry)

/** The catalog of runtimes as text. */
export const runtimeCatalog = JSON.stringify({
  images: {
    'base-images': [entry({ uuid: base, provider: 'aws', references: awsReferences('5'), day: 4 })],
    'cdh-images': runtimeEntries,
  },
  versions: {
    cloudbreak: [
      {
        versions: ['2.90.0'],
        images: [...runtimeEntries.map(({ uuid }) => uuid), base],
        defaults: [aws17Later, aws18, aws18Arm, azure17, gcp17, gov17],
      },
    ],
  },
})

const freeipaEntries = [
  { uuid: freeipaImages.aws, provider: 'aws', references: awsReferences('6'), day: 1 },
  { uuid: freeipaImages.awsLater, provider: 'aws', references: awsReferences('7'), day: 20 },
  { uuid: freeipaImages.azure, provider: 'azure', references: azureReferences, day: 2 },
  { uuid: freeipaImages.gcp, provider: 'gcp', references: gcpReferences, day: 2 },
  { uuid: freeipaImages.gov, provider: 'aws_gov', references: govReferences, day: 2 },
].map(entry)

/** The catalog of FreeIPA images as text. */
export const freeipaCatalog = JSON.stringify({
  images: { 'freeipa-images': freeipaEntries },
  versions: {
    freeipa: [
      {
        versions: ['2.90.0'],
        images: freeipaEntries.map(({ uuid }) => uuid),
        defaults: freeipaEntries.map(({ uuid }) => uuid),
      },
    ],
  },
})
