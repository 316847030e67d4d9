import type { Location, Lock, LockEntry, NodeAnswer, TextFile } from '@ingot/contract'
import { jsonDigest, textDigest } from './digest.ts'

/** What a lock is made of: the template, what its parameters were given, and the answers for each location. */
export interface LockSource {
  template: TextFile
  parameters: Record<string, string>
  parameterFiles: readonly TextFile[]
  locations: readonly Location[]
  entries: readonly LockEntry[]
}

/** Makes a lock; entries are put in the order of cluster, node and location, so that its text reviews well. */
export function makeLock(source: LockSource): Lock {
  const entries = source.entries.toSorted(compareEntries)
  return {
    lock: 1,
    template: { file: source.template.file, digest: textDigest(source.template.text) },
    parameters: Object.fromEntries(
      Object.entries(source.parameters).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
    parameterFiles: source.parameterFiles.map(({ file, text }) => ({ file, digest: textDigest(text) })),
    locations: source.locations.map(withoutOpenSides),
    entries,
    digest: jsonDigest(entries),
  }
}

/** The entry that pins an answer of a node, or `undefined` for an unresolved one: only what is known is pinned. */
export function lockEntry(answer: NodeAnswer, location: Location, revision: number): LockEntry | undefined {
  const { node, cluster, kind, select, status, image, artifact } = answer
  if (status === 'unresolved' || artifact === undefined) return undefined
  const { name, reference } = artifact
  return {
    cluster,
    node,
    kind,
    location: withoutOpenSides(location),
    select,
    status,
    ...(image === undefined ? {} : { image }),
    artifact: name === undefined ? { reference } : { name, reference },
    revision,
  }
}

/** Whether the entries of a lock are those that it was written with. */
export function isUnedited(lock: Lock): boolean {
  return jsonDigest(lock.entries) === lock.digest
}

/** The text of a lock: JSON with two spaces, one fact a line, a newline at the end. */
export function printLock(lock: Lock): string {
  return `${JSON.stringify(lock, null, 2)}\n`
}

/** What an entry is about: one node of one cluster in one location. */
export function entryKey({
  cluster,
  node,
  location,
}: Pick<LockEntry, 'cluster' | 'node' | 'location'>): string {
  const { provider = '', region = '', account = '' } = location
  return JSON.stringify([cluster, node, provider, region, account])
}

function compareEntries(a: LockEntry, b: LockEntry): number {
  const left = entryKey(a)
  const right = entryKey(b)
  return left < right ? -1 : left > right ? 1 : 0
}

function withoutOpenSides({ provider, account, region }: Location): Location {
  return {
    ...(provider === undefined ? {} : { provider }),
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
  }
}
