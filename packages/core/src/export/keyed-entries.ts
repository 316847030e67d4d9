import type { Fault } from '@ingot/contract'
import { exportError, type ExportEntry, placeTextOf, titleOf } from './export-entry.ts'

/**
 * Entries by a key, keys in the order in which they first come. Two entries with one key are a fault: which of them
 * holds, nobody could tell; `remedy` says what to do.
 */
export function keyedEntries(
  entries: readonly ExportEntry[],
  keyOf: (entry: ExportEntry) => string,
  remedy = 'narrow it down by version, provider or account, or export them one by one',
): { keyed: Map<string, ExportEntry>; faults: Fault[] } {
  const keyed = new Map<string, ExportEntry>()
  const faults: Fault[] = []
  for (const entry of entries) {
    const key = keyOf(entry)
    const other = keyed.get(key)
    if (other === undefined) keyed.set(key, entry)
    else if (!isSame(other, entry)) faults.push(clash(other, entry, remedy))
  }
  return { keyed, faults }
}

/** Entries in groups by a key, keys in the order in which they first come. */
export function groupedEntries(
  entries: Iterable<ExportEntry>,
  keyOf: (entry: ExportEntry) => string,
): Map<string, ExportEntry[]> {
  const groups = new Map<string, ExportEntry[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [entry])
    else group.push(entry)
  }
  return groups
}

function isSame(a: ExportEntry, b: ExportEntry): boolean {
  const [one, other] = [a.image, b.image]
  return one.id === other.id && one.catalog === other.catalog && a.artifact.name === b.artifact.name
}

function clash(a: ExportEntry, b: ExportEntry, remedy: string): Fault {
  const [first, second] = [a, b].map(
    (entry) => `${titleOf(entry)} in ${placeTextOf(entry)} (${entry.artifact.reference})`,
  )
  return exportError(
    'EXPORT_CLASH',
    `${first} and ${second} would stand in the same place of the export; ${remedy}`,
  )
}
