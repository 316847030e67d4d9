import type { BaseGeneration, BaseProof, PlatformProof } from '@ingot/contract'
import { kernelVariables, metadataField, type FieldName } from '../metadata/metadata-field.ts'
import type { RuntimeSubject } from './runtime-subject.ts'

/** Values by the names of their fields; `undefined` takes one away. */
export type Values = Partial<Record<FieldName, string | undefined>>

/** The metadata of a custom PBJ runtime that breaks no rule. */
export const pbjValues: Values = {
  'runtime-metadata-version': '2',
  editor: 'PBJ Workbench',
  kernel: 'Python 3.11',
  edition: 'Data Science',
  'short-version': '1.0',
  'maintenance-version': '1',
  'full-version': '1.0.1',
  description: 'Python with our certificates',
}

/** The metadata of the runtime of the vendor that the sample stands on. */
export const baseValues: Values = {
  ...pbjValues,
  edition: 'Standard',
  'short-version': '2024.02',
  'full-version': '2024.02.1-b4',
  description: 'PBJ Workbench Python runtime provided by the vendor',
  'git-hash': '0123456789abcdef0123456789abcdef01234567',
  gbn: '12345678',
}

/** Of a runtime of the vendor that is not PBJ. */
export const nonPbjValues: Values = { ...baseValues, 'runtime-metadata-version': '1', editor: 'JupyterLab' }

export const vendorBase =
  'registry.example.com/vendor/ml-runtime-pbj-workbench-python3.11-standard:2024.02.1-b4'
export const baseDigest = `sha256:${'b'.repeat(64)}`
export const ownDigest = `sha256:${'a'.repeat(64)}`

/** The variables that start the kernel of a PBJ runtime. */
export const kernelEnv = {
  [kernelVariables.gatewayCommand]: '/usr/local/bin/jupyter kernelgateway',
  [kernelVariables.name]: 'python3',
}

export function labelsOf(values: Values): Record<string, string> {
  return keyed(values, (name) => metadataField(name).label)
}

export function envOf(values: Values): Record<string, string> {
  return keyed(values, (name) => metadataField(name).env)
}

function keyed(values: Values, keyOf: (name: FieldName) => string): Record<string, string> {
  const entries = Object.entries(values) as [FieldName, string | undefined][]
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[keyOf(name), value]])),
  )
}

/** The proof of one platform that stands on the base of the vendor, except where `given` differs. */
export function sampleProof(given: Partial<PlatformProof> = {}): PlatformProof {
  return {
    platform: 'linux/amd64',
    manifest: `sha256:${'c'.repeat(64)}`,
    verdict: 'PROVEN',
    message: 'Its lowest 4 layers are those of the base',
    base: sampleProofBase(),
    method: 'layer-digest',
    layers: 6,
    shared: 4,
    ...given,
  }
}

/** The base as a proof names it. */
export function sampleProofBase(
  given: Partial<NonNullable<PlatformProof['base']>> = {},
): PlatformProof['base'] {
  return { id: 'base', reference: vendorBase, generation: 'pbj', vendor: true, digest: baseDigest, ...given }
}

export function proofOf(...platforms: PlatformProof[]): BaseProof {
  return { verdict: platforms[0]?.verdict ?? 'UNKNOWN', platforms }
}

/** What a subject is to differ in: `values` in label and variable alike, `labels` and `env` in one of them. */
export interface Differences {
  values?: Values
  labels?: Values
  env?: Values
  /** The values of its base, and its generation. */
  base?: { values?: Values; generation?: BaseGeneration; vendor?: boolean; reference?: string } | 'unknown'
}

/** A custom PBJ runtime on a base of the vendor that breaks no rule, except where it is told to differ. */
export function sampleSubject(
  differences: Differences = {},
  given: Partial<RuntimeSubject> = {},
): RuntimeSubject {
  const { base = {} } = differences
  const known = base === 'unknown' ? undefined : { values: baseValues, ...facts, ...base }
  const isPbj = known === undefined || known.generation !== 'non-pbj'
  const inherited = known === undefined ? {} : pick(known.values, ['git-hash', 'gbn'])
  const values = {
    ...pbjValues,
    ...inherited,
    ...(isPbj ? {} : pick(nonPbjValues, ['runtime-metadata-version', 'editor'])),
    ...differences.values,
  }
  return {
    reference: `registry.example.com/team/runtime@${ownDigest}`,
    digest: ownDigest,
    labels: labelsOf({ ...values, ...differences.labels }),
    env: { ...(isPbj ? kernelEnv : {}), ...envOf({ ...values, ...differences.env }) },
    proof: proofOf(
      known === undefined
        ? sampleProof({ verdict: 'UNKNOWN', base: undefined, method: undefined })
        : sampleProof({ base: sampleProofBase(pick(known, ['generation', 'vendor', 'reference'])) }),
    ),
    ...(known === undefined
      ? {}
      : {
          base: {
            ...pick(known, ['generation', 'vendor', 'reference']),
            labels: labelsOf(known.values),
            env: envOf(known.values),
          },
        }),
    isVendorOwn: false,
    ...given,
  }
}

const facts = { generation: 'pbj' as BaseGeneration, vendor: true, reference: vendorBase }

function pick<Given extends object, Name extends keyof Given>(
  given: Given,
  names: readonly Name[],
): Pick<Given, Name> {
  return Object.fromEntries(names.map((name) => [name, given[name]])) as Pick<Given, Name>
}
