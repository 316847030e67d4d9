import type { RepoEntry } from '@ingot/contract'

/** An entry of a repo file: the runtime of an edition, in a maintenance version. */
export function repoEntry(edition: string, changes: Partial<RepoEntry> = {}): RepoEntry {
  const { short_version = '1.0', maintenance_version = 1 } = changes
  const version = `${short_version}.${maintenance_version}`
  return {
    image_identifier: `registry.example.com/team/${edition.toLowerCase().replaceAll(' ', '-')}:${version}`,
    runtime_metadata_version: 2,
    editor: 'PBJ Workbench',
    edition,
    kernel: 'Python 3.10',
    description: `${edition} runtime`,
    full_version: version,
    short_version,
    maintenance_version,
    git_hash: '',
    gbn: 0,
    ...changes,
  }
}

/** The text of a repo file; entries may be what no entry is. */
export function repoText(...runtimes: readonly unknown[]): string {
  return JSON.stringify({ assembly_metadata_version: 1, runtimes })
}
