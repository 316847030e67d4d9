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

/** The first thing that stands against an image: its code, and the sentence. Both are empty where nothing does. */
export function reasonOf({ findings }: Pick<RuntimeReport, 'findings'>) {
  const first = findings.find(({ severity }) => severity === 'error')
  return { reason: first?.code ?? '', reason_data: first?.message ?? '' }
}
