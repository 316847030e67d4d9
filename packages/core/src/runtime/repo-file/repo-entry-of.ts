import type { RepoEntry, RuntimeEntry, RuntimeMetadata } from '@ingot/contract'
import { parseImageReference, toReference } from '../../oci/parse-image-reference.ts'
import { runtimeVersion } from '../metadata/runtime-name.ts'

/**
 * A runtime as an entry of a repo file. One without a full version gets its short and maintenance version for it; one
 * without a git hash or a build number, as custom runtimes are, an empty text and 0.
 */
export function repoEntryOf({
  identifier,
  metadata,
}: Pick<RuntimeEntry, 'identifier' | 'metadata'>): RepoEntry {
  return {
    image_identifier: identifier,
    runtime_metadata_version: metadata.metadataVersion,
    editor: metadata.editor,
    kernel: metadata.kernel,
    edition: metadata.edition,
    description: metadata.description,
    full_version: metadata.fullVersion ?? runtimeVersion(metadata),
    short_version: metadata.shortVersion,
    maintenance_version: metadata.maintenanceVersion,
    git_hash: metadata.gitHash ?? '',
    gbn: metadata.gbn ?? 0,
  }
}

/** What an entry says of its runtime. What is empty or 0 in it says nothing. */
export function metadataOfEntry(entry: RepoEntry): RuntimeMetadata {
  const { full_version: fullVersion, git_hash: gitHash, gbn } = entry
  return {
    metadataVersion: entry.runtime_metadata_version,
    editor: entry.editor,
    kernel: entry.kernel,
    edition: entry.edition,
    description: entry.description,
    shortVersion: entry.short_version,
    maintenanceVersion: entry.maintenance_version,
    ...(fullVersion === '' ? {} : { fullVersion }),
    ...(gitHash === '' ? {} : { gitHash }),
    ...(gbn === 0 ? {} : { gbn }),
  }
}

/** The reference by digest of a runtime, `host/repository@sha256:…`; `undefined` where no digest is known. */
export function pinnedIdentifier({
  identifier,
  digest,
}: Pick<RuntimeEntry, 'identifier' | 'digest'>): string | undefined {
  const { reference } = parseImageReference(identifier)
  if (reference === undefined) return undefined
  const known = digest ?? reference.digest
  return known === undefined ? undefined : toReference(reference, undefined, known).text
}
