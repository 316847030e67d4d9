import type { RepoEntry } from '@ingot/contract'
import { metadataFields, type KnownField } from '../metadata/metadata-field.ts'

/** The keys of an entry, in the order in which the vendor documents them. */
export const entryKeys = [
  'image_identifier',
  'runtime_metadata_version',
  'editor',
  'edition',
  'kernel',
  'description',
  'full_version',
  'short_version',
  'maintenance_version',
  'git_hash',
  'gbn',
] as const satisfies readonly (keyof RepoEntry)[]

/** The keys of an entry that say something of the runtime. */
export type FieldKey = Exclude<keyof RepoEntry, 'image_identifier'>

const byKey = new Map(metadataFields.map((field) => [field.repoKey, field]))

/** The field of the metadata that a key of an entry stands for. */
export function fieldOfKey(key: FieldKey): KnownField {
  return byKey.get(key)!
}
