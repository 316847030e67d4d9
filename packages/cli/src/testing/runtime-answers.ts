import type {
  Client,
  Finding,
  PlatformProof,
  RuntimeDrift,
  RuntimePick,
  RuntimeReport,
  RuntimeView,
} from '@ingot/contract'
import { stamp } from './answers.ts'

type Lint = Awaited<ReturnType<Client['lintDockerfile']>>

const { at } = stamp

/** A digest that begins with these characters. */
export function digest(start: string): string {
  return `sha256:${start.padEnd(64, '0')}`
}

export const identifier = 'registry.example.com/team/forecast:1.0'
const vendorBase = 'docker.io/cloudera/ml-runtime-pbj-workbench-python3.11-standard:2024.02.1-b4'

export const runtime: RuntimeView = {
  number: 12,
  identifier,
  digest: digest('9a3f'),
  platforms: [{ platform: 'linux/amd64', manifest: digest('77aa') }],
  metadata: {
    metadataVersion: 2,
    editor: 'PBJ Workbench',
    kernel: 'Python 3.11',
    edition: 'Forecast',
    description: 'Python with Prophet',
    shortVersion: '2024.02',
    maintenanceVersion: 1,
  },
  isDefault: true,
  origin: { kind: 'manual', by: 'ada' },
  credential: '7c1d2b54-9a0e-4f2b-8a51-3f1f6a0b9c21',
  base: { verdict: 'PROVEN', id: vendorBase, reference: vendorBase, digest: digest('b45e') },
  added: at,
  id: '5d9f7f0e-0a53-5f0c-9b3a-8f7c7a1d2e10',
  name: 'ml-runtime.pbj-workbench.python-3.11.forecast',
  version: '2024.02.1',
  status: 'ENABLED',
  since: at,
  reason: 'Approved',
  findings: { errors: 0, warnings: 1, infos: 2 },
  revision: 5,
}

export const findings: Finding[] = [
  {
    code: 'tagMutable',
    severity: 'info',
    message: 'The tag may lead elsewhere tomorrow; it is pinned by its digest',
    rule: 'Ingot: Runtimes are pinned by digest',
  },
  {
    code: 'labelMissing:kernel',
    severity: 'error',
    field: 'kernel',
    message: 'The label com.cloudera.ml.runtime.kernel is missing; set it to a text such as "Python 3.11"',
    evidence: { 'com.cloudera.ml.runtime.kernel': '', ML_RUNTIME_KERNEL: 'Python 3.11' },
    rule: 'Cloudera AI: Metadata for custom runtimes',
  },
  {
    code: 'baseClaimedOnly',
    severity: 'warning',
    message: 'What the image is built on is claimed, not proven',
    evidence: { verdict: 'CLAIMED' },
    platform: 'linux/arm64',
    rule: 'Ingot: Proof of the base',
  },
]

export const proof: PlatformProof = {
  platform: 'linux/amd64',
  manifest: digest('77aa'),
  verdict: 'PROVEN',
  message: `The first 12 of 14 layers are byte for byte those of ${vendorBase}`,
  base: { id: vendorBase, reference: vendorBase, generation: 'pbj', vendor: true, digest: digest('b45e') },
  method: 'layer-digest',
  layers: 14,
  shared: 12,
}

export const report: RuntimeReport & typeof stamp = {
  ...stamp,
  reference: identifier,
  digest: digest('9a3f'),
  valid: true,
  deep: false,
  bytes: 0,
  platforms: runtime.platforms,
  identity: {
    editor: 'PBJ Workbench',
    kernel: 'Python 3.11',
    edition: 'Forecast',
    shortVersion: '2024.02',
    maintenanceVersion: '1',
  },
  metadata: runtime.metadata,
  fields: [
    { field: 'editor', label: 'PBJ Workbench', env: 'PBJ Workbench', origin: 'inherited' },
    { field: 'edition', label: 'Forecast', env: 'Standard', origin: 'own' },
  ],
  findings: findings.slice(0, 1),
  base: { verdict: 'PROVEN', platforms: [proof] },
  signatures: [
    {
      format: 'simple-signing',
      subject: digest('9a3f'),
      manifest: digest('51f0'),
      verdict: 'verified',
      trust: 'release-team',
      message: 'The trusted key "release-team" made it',
    },
  ],
}

export const refusedReport: typeof report = { ...report, valid: false, findings }

export const added = { ...stamp, dryRun: false, runtime, report }
export const changed = { ...stamp, dryRun: false, runtimes: [runtime] }

export const lint: Lint = {
  ...stamp,
  faults: [
    {
      severity: 'error',
      code: 'DOCKERFILE_TRAILING_BLANK',
      message: 'A blank behind the backslash ends the instruction',
      file: 'Dockerfile',
      line: 2,
      column: 10,
    },
  ],
  findings: findings.slice(1),
  base: vendorBase,
  stages: [{ from: vendorBase }],
  identity: { editor: 'PBJ Workbench', shortVersion: '2024.02' },
  labels: {},
  env: {},
}

export const pick: RuntimePick = {
  request: { editor: 'PBJ Workbench', kernel: 'Python 3.11', version: '2024.02', addons: ['Spark 3.5.1'] },
  result: 'exact',
  message: 'It is what fits PBJ Workbench with Python 3.11',
  runtime,
  substitutions: [],
  addons: [{ displayName: 'Spark 3.5.1', ok: false, message: 'No addon has the display name "Spark 3.5.1"' }],
  warnings: [
    { code: 'ADDON_UNKNOWN', message: 'No addon has the display name "Spark 3.5.1"' },
    { code: 'EDITION_ASSUMED', message: 'No edition is asked for: "Standard" is taken' },
  ],
  trace: [
    {
      id: runtime.id,
      identifier,
      editor: 'PBJ Workbench',
      kernel: 'Python 3.11',
      edition: 'Forecast',
      version: '2024.02.1',
      verdict: 'chosen',
      code: 'CHOSEN',
      message: 'The version that is wanted, in its highest maintenance version',
      checks: [
        {
          rule: 'status',
          verdict: 'keep',
          code: 'KEPT',
          message: 'It is enabled',
          evidence: { status: 'ENABLED' },
        },
      ],
    },
  ],
  omitted: 3,
}

export const noPick: RuntimePick = {
  request: { editor: 'JupyterLab', kernel: 'R 4.5' },
  result: 'none',
  message: 'No runtime fits JupyterLab with R 4.5',
  substitutions: [],
  addons: [],
  warnings: [],
  nearest: {
    id: runtime.id,
    message: 'registry.example.com/team/forecast:1.0: it has the editor "PBJ Workbench"',
    change: 'Ask for the editor "PBJ Workbench"',
  },
}

export const substituted: RuntimePick = {
  ...pick,
  result: 'substituted',
  message: 'Nothing fits; taken is something near',
  substitutions: [{ field: 'kernel', wanted: 'Python 3.12', got: 'Python 3.11' }],
}

export const drifts: RuntimeDrift[] = [
  { runtime: 'a', identifier, status: 'same', message: 'It leads to what was approved' },
  { runtime: 'b', identifier: 'registry.example.com/b:1', status: 'moved', message: 'It leads elsewhere' },
  {
    runtime: 'c',
    identifier: 'registry.example.com/c:1',
    status: 'never-read',
    message: 'No digest is known',
  },
]
