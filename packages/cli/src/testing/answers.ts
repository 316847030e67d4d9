import type {
  Answer,
  CatalogView,
  Coverage,
  ImageView,
  KeyView,
  LogEntry,
  NodeAnswer,
  Resolution,
  Verification,
} from '@ingot/contract'

const at = '2026-01-31T12:00:00.000Z'
export const stamp = { revision: 7, at }

export const image: ImageView = {
  id: '2d0ad3a5-6b1c-5e0e-9a39-0c1f0a6b7c11',
  catalog: 'local',
  name: 'our.base',
  version: '1.10',
  label: 'Our base',
  traits: { hardening: 'cis_server_l1' },
  artifacts: [
    { name: 'azure/eastus', provider: 'azure', region: 'eastus', reference: '/subscriptions/1/images/b' },
  ],
  stages: [{ state: 'deprecated', from: at, reason: 'Old kernel', replacement: 'our.base@2.0' }],
  state: 'deprecated',
  revision: 3,
}

export const imageReference = {
  id: image.id,
  name: image.name,
  version: image.version,
  catalog: image.catalog,
}

export const resolved: Answer = {
  status: 'resolved',
  select: { attribute: 'ImageName', value: 'our.base', by: 'name', version: 'latest' },
  location: { provider: 'azure', region: 'eastus' },
  image: imageReference,
  artifact: { name: 'azure/eastus', reference: '/subscriptions/1/images/b' },
  warnings: [],
  trace: {
    looked: 'the newest version of "our.base"',
    catalogs: ['local', 'cyclecloud-default'],
    order: 'version, newest first',
    candidates: [
      {
        image: imageReference,
        state: 'active',
        verdict: 'chosen',
        code: 'CHOSEN',
        message: 'The newest version with an artifact there',
        checks: [
          {
            rule: 'lifecycle',
            verdict: 'keep',
            code: 'ACTIVE',
            message: 'It is active',
            evidence: { state: 'active' },
          },
        ],
        artifacts: [
          {
            name: 'azure/eastus',
            reference: '/subscriptions/1/images/b',
            provider: 'azure',
            region: 'eastus',
            verdict: 'chosen',
            code: 'FITS',
            message: 'It fits the location',
          },
        ],
      },
    ],
  },
}

export const unresolved: Answer = {
  status: 'unresolved',
  select: { attribute: 'ImageName', value: 'our.base', by: 'name' },
  location: { provider: 'aws' },
  refusal: {
    code: 'NO_ARTIFACT',
    message: 'No version has an artifact there',
    remedy: 'Publish one for aws',
  },
  warnings: [],
  trace: {
    looked: '"our.base"',
    catalogs: ['local'],
    order: 'version',
    candidates: [],
    nearest: {
      image: imageReference,
      code: 'NO_ARTIFACT',
      message: 'It is on azure',
      change: 'Add an artifact on aws',
    },
  },
}

export const resolution: Resolution = { ...stamp, ...resolved }
export const refusal: Resolution = { ...stamp, ...unresolved }

export const node = (answer: Answer): NodeAnswer => ({
  node: 'scheduler',
  kind: 'node',
  cluster: 'Slurm',
  ...answer,
})

export const catalog: CatalogView = {
  name: 'local',
  type: 'custom',
  owner: 'site',
  created: at,
  position: 1,
  images: 2,
  artifacts: 3,
  revision: 1,
}

export const entry: LogEntry = {
  revision: 7,
  at,
  actor: 'ada',
  action: 'stageImage',
  reason: 'CVE in openssl',
  digest: 'ab'.repeat(32),
}

export const change = {
  kind: 'image',
  id: image.id,
  title: 'our.base@1.10',
  change: 'changed',
  differences: [{ path: '/stages/0/state', before: '"active"', after: '"deprecated"' }],
} as const

export const key: KeyView = { id: 'k1', name: 'build', role: 'editor', prefix: 'ingot_ab', created: at }

export const intact: Verification = {
  intact: true,
  revisions: 7,
  documents: 9,
  digest: 'cd'.repeat(32),
  message: 'Every digest holds',
}

export const coverage: Coverage = {
  ...stamp,
  locations: [{ provider: 'azure', region: 'eastus' }, { provider: 'aws' }],
  rows: [
    {
      row: 'our.base@1.10',
      image: imageReference,
      cells: [
        { covered: true, version: '1.10' },
        { covered: false, code: 'NO_ARTIFACT', message: 'No artifact on aws' },
      ],
    },
  ],
  gaps: 1,
}

export const lock = {
  lock: 1,
  template: { file: 'cluster.txt', digest: 'ef'.repeat(32) },
  parameters: { Cores: '4' },
  parameterFiles: [{ file: 'site.json', digest: '23'.repeat(32) }],
  locations: [{ provider: 'azure', region: 'eastus' }],
  entries: [],
  digest: '01'.repeat(32),
} as const
