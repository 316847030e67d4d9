import type { AccountView, DistributionReport, ImageAddReport, RetirePlan, ScanReport } from '@ingot/contract'
import { image, imageReference, stamp } from './answers.ts'
import type { Case } from './cdp-cases.ts'
import type { Answers } from './fake-api.ts'

const { at } = stamp

export const account: AccountView = {
  name: 'production',
  settings: { provider: 'aws', profile: 'prod', owners: ['self', '123456789012'] },
  regions: ['us-east-1', 'eu-west-1'],
  scanEvery: 21_600,
  hasSecret: true,
  lastCheck: { at, ok: true, message: 'arn:aws:iam::123456789012:role/reader' },
  lastScan: { at, findings: 3 },
  owner: 'ada',
  created: at,
  revision: 5,
}

const found = {
  account: 'production',
  provider: 'aws' as const,
  region: 'us-east-1',
  text: 'golden',
  matchedBy: 'name' as const,
  reference: 'ami-0123456789abcdef0',
  state: 'available' as const,
  name: 'golden',
  os: 'linux' as const,
  architecture: 'x86_64' as const,
  created: at,
  bytes: 32_212_254_720,
  deprecated: '2027-01-31T12:00:00.000Z',
  traits: { generation: 'V2' },
}

export const added: ImageAddReport = {
  ...stamp,
  dryRun: false,
  change: 'changed',
  image,
  rows: [
    { ...found, artifact: 'aws/production/us-east-1', change: 'replaced', replaces: 'ami-old' },
    { ...found, region: 'eu-west-1', artifact: 'aws/production/eu-west-1', change: 'added' },
  ],
  skipped: [
    {
      account: 'hpc',
      provider: 'azure',
      region: 'eastus',
      kind: 'credentials',
      message: 'The token has expired',
      remedy: 'log in again',
    },
  ],
  warnings: [{ code: 'LABEL_TAKEN', message: 'The label is that of another image' }],
}

const scanned: ScanReport = {
  ...stamp,
  dryRun: false,
  findings: [
    {
      kind: 'gone',
      account: 'production',
      provider: 'aws',
      region: 'us-east-1',
      image: imageReference,
      artifact: 'aws/production/us-east-1',
      reference: 'ami-0123456789abcdef0',
      message: 'The account has no such image',
    },
    {
      kind: 'unnamed',
      account: 'production',
      provider: 'aws',
      region: 'us-east-1',
      reference: 'ami-7',
      name: 'forgotten',
      message: 'Nothing names it',
      ageDays: 400,
      bytes: 8_589_934_592,
    },
  ],
  returned: [{ image: imageReference, artifact: 'x', reference: 'ami-back', kind: 'gone' }],
  failures: [],
  checked: 12,
  unchecked: 2,
  acknowledged: 3,
  cleared: 0,
  accepted: 0,
}

const plan: RetirePlan = {
  ...stamp,
  dryRun: true,
  image,
  change: 'retired',
  isInUse: true,
  consumers: [
    {
      consumer: {
        id: '7c1d2b54-9a0e-4f2b-8a51-3f1f6a0b9c21',
        type: 'datahub',
        name: 'analytics',
      },
      catalog: 'local',
      image: image.id,
    },
  ],
  derived: [{ image: { ...imageReference, name: 'child' }, source: imageReference }],
  children: [{ image: { ...imageReference, name: 'grandchild' }, source: imageReference }],
  locks: [{ file: 'cluster.lock', entry: 'hpc/head', image: imageReference }],
  replacement: { ...imageReference, version: '2.0' },
  scaling: [
    {
      what: 'consumer',
      name: 'datahub/analytics',
      location: { provider: 'aws', region: 'us-east-1' },
      outcome: 'fails',
      message: 'It is pinned to the image',
    },
    {
      what: 'location',
      name: 'our.base',
      location: { provider: 'azure', region: 'eastus' },
      outcome: 'moves',
      message: 'It is another version then',
    },
  ],
  warnings: [{ code: 'REPLACEMENT_OS', message: 'It is for windows' }],
}

export const distributed: DistributionReport = {
  ...stamp,
  dryRun: false,
  image,
  steps: [
    {
      account: 'production',
      provider: 'aws',
      region: 'eu-west-1',
      state: 'ready',
      from: { account: 'production', region: 'us-east-1', reference: 'ami-1' },
      reference: 'ami-2',
      attempts: 0,
    },
    { account: '', region: 'mars-1', state: 'impossible', message: 'No account has it', attempts: 0 },
  ],
}

/** A report as the lines of work that is watched. */
export function watchedLines(report: object, ...progress: object[]): Uint8Array {
  const lines = [...progress.map((one) => ({ progress: one })), { report }]
  return Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
}

const oneAccount = { ...stamp, dryRun: false, account }
const add = (report: object): Answers => ({ addImage: report })

/** A line for every command about accounts, and for those about images that ask accounts. */
export const accountCases: Case[] = [
  ['account add aws production --profile prod --scan-every 6h', { addAccount: oneAccount }, 0, 'sealed'],
  ['account list', { listAccounts: { ...stamp, accounts: [account] } }, 0, 'us-east-1,eu-west-1'],
  ['account list', { listAccounts: { ...stamp, accounts: [] } }, 0, 'No accounts'],
  ['account show production', { showAccount: { ...stamp, account, artifacts: 12 } }, 0, 'every 6h'],
  [
    'account test production',
    {
      testAccount: {
        ...stamp,
        check: { at, ok: true, message: 'We are ada' },
        regions: ['us-east-1'],
        failures: [],
        can: { copy: true, share: true, deprecate: true, delete: false },
      },
    },
    0,
    'read, copy, share, deprecate',
  ],
  [
    'account test production',
    {
      testAccount: {
        ...stamp,
        check: { at, ok: false, message: 'Who are you?' },
        regions: [],
        failures: added.skipped,
      },
    },
    1,
    'failed: Who are you?',
  ],
  [
    'account test hpc',
    {
      testAccount: {
        ...stamp,
        check: { at, ok: false, message: 'The token has expired' },
        regions: ['eastus', 'westeurope'],
        failures: added.skipped,
        can: { copy: true, share: false, deprecate: true, delete: true },
      },
    },
    1,
    'eastus: The token has expired; log in again',
  ],
  ['account delete production', { deleteAccount: oneAccount }, 0, 'Deleted production (aws)'],
  ['account scan --no-progress', { scanAccounts: scanned }, 1, '400 d'],
  ['account scan --tell-again --no-progress', { scanAccounts: scanned }, 1, '3 images accepted as unnamed'],
  [
    'account scan --accept --no-progress',
    { scanAccounts: { ...scanned, findings: [scanned.findings[0]], accepted: 1 } },
    0,
    '1 finding accepted as of revision 7',
  ],
  [
    'account scan --accept gone --dry-run --no-progress',
    { scanAccounts: { ...scanned, accepted: 1, cleared: 1, dryRun: true } },
    1,
    '1 finding accepted and 1 artifact cleared of drift if it were no dry run',
  ],
  [
    'account scan --region us-east-1 --no-progress',
    { scanAccounts: { ...scanned, findings: [], failures: added.skipped } },
    3,
    'failed hpc eastus: The token has expired; log in again',
  ],
  [
    'account policy --at 3',
    {
      showDriftPolicy: {
        ...stamp,
        policy: { gone: 'skip', private: 'warn', deprecated: 'warn', replaced: 'warn' },
      },
    },
    0,
    'skip',
  ],
  [
    'account policy --deprecated skip',
    {
      setDriftPolicy: {
        ...stamp,
        dryRun: false,
        policy: { gone: 'skip', private: 'warn', deprecated: 'skip', replaced: 'warn' },
      },
    },
    0,
    'deprecated',
  ],
  ['image add --name our.base golden --no-progress', add(added), 0, 'replaces ami-old'],
  [
    'image add --name our.base golden --no-progress',
    add(added),
    0,
    'skipped hpc, all of it, for eastus: The token has expired',
  ],
  [
    'image add golden --dry-run --no-progress',
    add({ ...added, dryRun: true }),
    0,
    'Would change our.base@1.10',
  ],
  ['image add golden --no-progress', add({ ...added, change: 'unchanged' }), 0, 'nothing to change'],
  [
    'image retire our.base 1.10 --plan --no-locks',
    { retireImage: plan },
    1,
    '1 place would fail; it is in use',
  ],
  [
    'image retire our.base 1.10 --apply --no-locks',
    { retireImage: { ...plan, dryRun: false } },
    0,
    'Retired our.base@1.10, with our.base@2.0 instead',
  ],
  [
    'image distribute our.base 1.10 --to eu-west-1,mars-1 --apply --no-progress',
    { distributeImage: distributed },
    1,
    '1 of 2 places covered, 1 impossible',
  ],
  [
    'image distribute our.base 1.10 --to eu-west-1 --plan --no-progress',
    {
      distributeImage: {
        ...distributed,
        dryRun: true,
        steps: [{ ...distributed.steps[0], state: 'planned' }],
      },
    },
    0,
    '1 to be copied',
  ],
  ['image add golden --progress', { watchImageAdd: watchedLines(added) }, 0, 'replaces ami-old'],
  ['account scan --progress', { watchScan: watchedLines({ ...scanned, findings: [] }) }, 0, '0 findings'],
  [
    'image distribute our.base 1.10 --to eu-west-1 --apply --progress',
    { watchDistribution: watchedLines({ ...distributed, steps: [distributed.steps[0]] }) },
    0,
    '1 of 1 place covered',
  ],
]
