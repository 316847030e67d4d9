import type { RepoEntry, RepoFile } from '@ingot/contract'
import { compareVersionTexts } from '../../version/compare.ts'
import { compareKernels, compareTexts, parseKernel } from '../pick/kernel.ts'
import { entryKeys } from './entry-fields.ts'

/**
 * Entries as a Runtime Repo file: in one order, whichever they come in, and with their keys in the order in which the
 * vendor documents them. By editor, kernel and edition, then by version with the newest first.
 */
export function repoFileOf(entries: readonly RepoEntry[]): RepoFile {
  const ordered = entries
    .map((entry) => ({ entry, kernel: parseKernel(entry.kernel) }))
    .toSorted(
      (a, b) =>
        compareTexts(a.entry.editor, b.entry.editor) ||
        compareKernels(a.kernel, b.kernel) ||
        compareEntries(a.entry, b.entry),
    )
  return { assembly_metadata_version: 1, runtimes: ordered.map(({ entry }) => orderKeys(entry)) }
}

/** The text of a Runtime Repo file: the same bytes for the same entries. */
export function printRepoFile(entries: readonly RepoEntry[]): string {
  return `${JSON.stringify(repoFileOf(entries), null, 2)}\n`
}

function compareEntries(a: RepoEntry, b: RepoEntry): number {
  return (
    compareTexts(a.edition, b.edition) ||
    compareVersionTexts(b.short_version, a.short_version) ||
    b.maintenance_version - a.maintenance_version ||
    compareTexts(JSON.stringify(orderKeys(a)), JSON.stringify(orderKeys(b)))
  )
}

function orderKeys(entry: RepoEntry): RepoEntry {
  return Object.fromEntries(entryKeys.map((key) => [key, entry[key]])) as RepoEntry
}
