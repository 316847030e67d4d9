import type { RuntimeMetadata } from '@ingot/contract'

/** What selectors match of a runtime: its metadata by the names of the fields. */
export function runtimeTraits(metadata: RuntimeMetadata): Record<string, string> {
  const traits: Record<string, string | number | undefined> = {
    editor: metadata.editor,
    kernel: metadata.kernel,
    edition: metadata.edition,
    'short-version': metadata.shortVersion,
    'maintenance-version': metadata.maintenanceVersion,
    'full-version': metadata.fullVersion,
    'runtime-metadata-version': metadata.metadataVersion,
    'cuda-version': metadata.cudaVersion,
    'git-hash': metadata.gitHash,
    gbn: metadata.gbn,
  }
  const known = Object.entries(traits).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(known.map(([name, value]) => [name, String(value)]))
}
