import type { RuntimeReport, RuntimeView } from '@ingot/contract'

/** A runtime as the API lists it, and beside it what Ingot knows more. */
export function wireRuntime(runtime: RuntimeView) {
  const { metadata, origin } = runtime
  return {
    image_identifier: runtime.identifier,
    editor: metadata.editor,
    kernel: metadata.kernel,
    edition: metadata.edition,
    description: metadata.description,
    full_version: fullVersion(runtime),
    status: runtime.status,
    register_user_id: 0,
    runtime_metadata_version: metadata.metadataVersion,
    id: runtime.number,
    short_version: metadata.shortVersion,
    maintenance_version: metadata.maintenanceVersion,
    digest: runtime.digest ?? '',
    docker_credential_id: runtime.credential ?? '',
    is_default: runtime.isDefault === true,
    origin: origin.kind,
    dropped: origin.dropped ?? '',
    base_proof: runtime.base?.verdict ?? 'UNKNOWN',
    base: runtime.base?.reference ?? '',
    status_reason: runtime.reason ?? '',
    superseded_by: runtime.replacement ?? '',
    created_at: runtime.added,
  }
}

function fullVersion({ version, metadata }: RuntimeView): string {
  return metadata.fullVersion ?? version
}

/** What an image says of itself, as validation and registration answer it. */
export function imageDetails({ reference, digest, identity, metadata, base, findings }: RuntimeReport) {
  return {
    registry: reference.split('/')[0] ?? '',
    editor: identity.editor ?? '',
    kernel: identity.kernel ?? '',
    edition: identity.edition ?? '',
    version: identity.shortVersion ?? '',
    maintenance_version: metadata?.maintenanceVersion ?? 0,
    description: metadata?.description ?? '',
    image_identifier: reference,
    digest: digest ?? '',
    base_proof: base.verdict,
    findings,
  }
}

/** How an image stands as a runtime that is to be registered: whether it can be, and the first thing against it. */
export interface Standing {
  readonly isFree: boolean
  /** The code of the first thing; empty where there is none. */
  readonly reason: string
  /** Its sentence. */
  readonly reason_data: string
}

/**
 * How an image stands. One that is in the catalog already cannot be registered again, which clients of a workbench know
 * by the code `duplicateRuntimeVersion`, whichever image has the identity.
 */
export function standing({ findings }: Pick<RuntimeReport, 'findings'>): Standing {
  const first = findings.find(({ severity }) => severity === 'error')
  if (first !== undefined) return { isFree: false, reason: first.code, reason_data: first.message }
  const present = findings.find(({ code }) => code === 'alreadyInCatalog')
  if (present === undefined) return { isFree: true, reason: '', reason_data: '' }
  return { isFree: false, reason: 'duplicateRuntimeVersion', reason_data: present.message }
}
