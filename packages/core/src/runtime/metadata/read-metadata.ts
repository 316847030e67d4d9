import type { RuntimeField, RuntimeIdentity, RuntimeMetadata } from '@ingot/contract'
import { labelValues, type FieldValues, type LabelsAndEnv } from './field-values.ts'
import { metadataField, metadataFields, type FieldName } from './metadata-field.ts'
import { runtimeFields } from './runtime-fields.ts'

/** What an image says of itself as a runtime, as far as it can be read. */
export interface ReadMetadata {
  readonly identity: RuntimeIdentity
  /** Only where every field that a runtime needs is there, and its numbers are numbers. */
  readonly metadata?: RuntimeMetadata
  readonly fields: RuntimeField[]
}

/**
 * Reads the metadata of an image from its labels; an empty label counts as absent. The environment is shown beside
 * them, but never read instead of them. `base` is what the image stands on, where that is known.
 */
export function readMetadata(own: LabelsAndEnv, base?: LabelsAndEnv): ReadMetadata {
  const values = labelValues(own)
  const metadata = metadataOf(values)
  return {
    identity: identityOf(values),
    ...(metadata === undefined ? {} : { metadata }),
    fields: runtimeFields(own, base),
  }
}

function identityOf(values: FieldValues): RuntimeIdentity {
  const sides = metadataFields.filter(({ identifies }) => identifies)
  return Object.fromEntries(
    sides.flatMap(({ name, member }) => (values.has(name) ? [[member, values.get(name)]] : [])),
  )
}

function metadataOf(values: FieldValues): RuntimeMetadata | undefined {
  const metadataVersion = metadataVersionOf(values)
  const maintenanceVersion = numberOf(values, 'maintenance-version')
  const isWhole = metadataFields.every(({ name, required }) => !required || values.has(name))
  if (!isWhole || metadataVersion === undefined || maintenanceVersion === undefined) return undefined
  const text = (name: FieldName): string => values.get(name)!
  const gbn = numberOf(values, 'gbn')
  return {
    metadataVersion,
    editor: text('editor'),
    kernel: text('kernel'),
    edition: text('edition'),
    description: text('description'),
    shortVersion: text('short-version'),
    maintenanceVersion,
    ...(values.has('full-version') ? { fullVersion: text('full-version') } : {}),
    ...(values.has('cuda-version') ? { cudaVersion: text('cuda-version') } : {}),
    ...(values.has('git-hash') ? { gitHash: text('git-hash') } : {}),
    ...(gbn === undefined ? {} : { gbn }),
  }
}

/** The metadata version as a number, also one that does not exist. 1: not PBJ; 2: PBJ on Ubuntu; 3: PBJ on Chainguard. */
export function metadataVersionOf(values: FieldValues): number | undefined {
  const text = values.get('runtime-metadata-version') ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function numberOf(values: FieldValues, name: 'maintenance-version' | 'gbn'): number | undefined {
  const text = values.get(name)
  return text !== undefined && metadataField(name).pattern!.test(text) ? Number(text) : undefined
}
