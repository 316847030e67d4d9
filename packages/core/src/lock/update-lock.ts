import type { LockEntry } from '@ingot/contract'
import { entryKey } from './make-lock.ts'

/** What `--update` asks to be moved: everything, nothing that is pinned already, or one node or image by name. */
export type Update = boolean | string

/** The entries of the next lock, and a line for each that is not as it was. */
export interface UpdatedEntries {
  entries: LockEntry[]
  moved: string[]
}

/**
 * Merges what is resolved now into what is pinned. A pinned entry stays as it is, with the revision that it was
 * resolved at, unless the update asks for it; entries of nodes and locations that are gone go, new ones come.
 */
export function updateEntries(
  pinned: readonly LockEntry[],
  current: readonly LockEntry[],
  update: Update,
): UpdatedEntries {
  const before = new Map(pinned.map((entry) => [entryKey(entry), entry]))
  const moved: string[] = []
  const entries = current.map((now) => {
    const was = before.get(entryKey(now))
    before.delete(entryKey(now))
    if (was === undefined) {
      moved.push(`${place(now)}: ${title(now)} added`)
      return now
    }
    if (isSame(was, now) || !isMeant(was, update)) return was
    moved.push(`${place(now)}: ${title(was)} → ${title(now)}`)
    return now
  })
  for (const gone of before.values()) moved.push(`${place(gone)}: ${title(gone)} removed`)
  return { entries, moved }
}

/** What an entry pins, in a few words: `name@version (reference)`. */
export function title({ image, artifact }: LockEntry): string {
  return image === undefined ? artifact.reference : `${image.name}@${image.version} (${artifact.reference})`
}

/** Whether an update asks for this entry to be moved; names compare without case. */
export function isMeant(entry: LockEntry, update: Update): boolean {
  if (typeof update === 'boolean') return update
  const wanted = update.toLowerCase()
  return entry.node.toLowerCase() === wanted || entry.image?.name.toLowerCase() === wanted
}

/** Whether both pin the same; the revision at which that was found does not matter. */
function isSame(a: LockEntry, b: LockEntry): boolean {
  return (
    a.status === b.status &&
    a.image?.id === b.image?.id &&
    a.artifact.name === b.artifact.name &&
    a.artifact.reference === b.artifact.reference &&
    JSON.stringify(a.select) === JSON.stringify(b.select)
  )
}

function place({ cluster, node, location }: LockEntry): string {
  const where = [location.provider, location.account, location.region].filter((side) => side !== undefined)
  return `${cluster}/${node} in ${where.length === 0 ? 'any location' : where.join('/')}`
}
