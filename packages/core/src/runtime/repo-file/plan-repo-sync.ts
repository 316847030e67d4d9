import type { Fault, RuntimeEntry, RuntimeOrigin, SyncedEntry } from '@ingot/contract'
import { parseImageReference } from '../../oci/parse-image-reference.ts'
import { identityKey } from '../metadata/identity-key.ts'
import { quoted } from '../rules/quoted.ts'
import { entryKeys } from './entry-fields.ts'
import type { ParsedRepoFile, ReadRepoEntry, RefusedRepoEntry } from './parse-repo-file.ts'
import { metadataOfEntry, repoEntryOf } from './repo-entry-of.ts'

/** A runtime that there is, with its id. */
export interface SyncableRuntime {
  readonly id: string
  readonly runtime: RuntimeEntry
}

/** What a sync makes of the entries of a repo file. */
export interface RepoSyncPlan {
  /** What came, changed, returned or is refused, in the order of the file; then what went. */
  readonly entries: readonly SyncedEntry[]
  /** How many entries the file lists as they are known. */
  readonly unchanged: number
  /** Those of the file, and what the sync found beside them. */
  readonly faults: readonly Fault[]
  /** The runtimes that have to be stored, with the pointers to their entries. Their images were not read. */
  readonly additions: readonly { readonly path: string; readonly runtime: Omit<RuntimeEntry, 'number'> }[]
  /** Runtimes of this repo whose origin changes: what the file dropped, and what it lists again. */
  readonly origins: readonly { readonly id: string; readonly origin: RuntimeOrigin }[]
}

/** What there is, to be found by. */
interface Known {
  readonly repo: string
  readonly runtimes: readonly SyncableRuntime[]
  readonly byIdentity: ReadonlyMap<string, SyncableRuntime>
  readonly byIdentifier: ReadonlyMap<string, SyncableRuntime>
}

/** An entry with the runtime that it means, and what comes of it. */
interface Matched {
  readonly read: ReadRepoEntry
  readonly holder: SyncableRuntime | undefined
  readonly change: SyncedEntry['change']
  readonly differences: readonly string[]
  /** Of an entry that is not taken although it has no fault of its own. */
  readonly fault?: Fault
}

/** An entry that has an error, with the runtime that it means as far as that can be told. */
interface Refused {
  readonly entry: RefusedRepoEntry
  readonly holder: SyncableRuntime | undefined
}

/**
 * Plans how the runtimes of a repo (by its id) follow its file at a moment. What is new is added. What there is already
 * is never overwritten: where the file says otherwise by now, that is only told. What the file lists no longer is marked
 * as dropped and stays; what it lists again loses the mark. A runtime that somebody else added (an administrator,
 * another repo) under an identity or identifier of the file is told, and stays theirs. An entry that is refused keeps
 * its runtime from being dropped; while there are some of which nobody can tell what they mean, nothing is dropped. A
 * file that is not readable changes nothing.
 */
export function planRepoSync(
  current: readonly SyncableRuntime[],
  file: ParsedRepoFile,
  repo: string,
  at: Date,
): RepoSyncPlan {
  if (!file.isReadable) return { entries: [], unchanged: 0, faults: file.faults, additions: [], origins: [] }
  const known = knownOf(current, repo)
  const matched = matchEntries(file.entries, known)
  const refused = file.refused.map((entry) => ({ entry, holder: holderOf(entry, known) }))
  const gone = goneFrom(known, matched, refused)
  const of = (change: SyncedEntry['change']): Matched[] => matched.filter((match) => match.change === change)
  const told = matched.filter(({ change }) => change !== 'unchanged')
  const listed = [...told.map(syncedEntry), ...refused.map((one) => refusedEntry(one, file.faults))]
  return {
    entries: [...inOrder(listed), ...gone.runtimes.map(droppedEntry)],
    unchanged: matched.length - told.length,
    faults: [...file.faults, ...matched.flatMap(({ fault }) => fault ?? []), ...gone.faults],
    additions: of('added').map(({ read }) => addition(read, repo, at)),
    origins: [
      ...of('returned').map(({ holder }) => withoutMark(holder!)),
      ...gone.runtimes.map((one) => withMark(one, at)),
    ],
  }
}

function knownOf(runtimes: readonly SyncableRuntime[], repo: string): Known {
  return {
    repo,
    runtimes,
    byIdentity: new Map(runtimes.map((one) => [identityKey(one.runtime.metadata), one])),
    byIdentifier: new Map(runtimes.map((one) => [inFull(one.runtime.identifier), one])),
  }
}

function inFull(identifier: string): string {
  return parseImageReference(identifier).reference?.text ?? identifier
}

/** By its identity an entry means a runtime; else by its image, unless another entry means that runtime already. */
function matchEntries(entries: readonly ReadRepoEntry[], known: Known): Matched[] {
  const meant = new Set(entries.flatMap(({ identity }) => known.byIdentity.get(identity)?.id ?? []))
  return entries.map((read) => {
    const byIdentity = known.byIdentity.get(read.identity)
    const holder = byIdentity ?? known.byIdentifier.get(read.identifier)
    if (holder === undefined) return { read, holder, change: 'added', differences: [] }
    const isByImage = byIdentity === undefined
    const held = { read, holder, code: isByImage ? 'IDENTIFIER_HELD' : 'IDENTITY_HELD' }
    if (!isOf(holder, known.repo)) return refusedMatch(held, describeHolder(holder, isByImage))
    if (isByImage && meant.has(holder.id)) return refusedMatch(held, describeShared(holder))
    const differences = differencesFrom(holder, read)
    return { read, holder, change: changeOf(holder, differences), differences }
  })
}

function refusedMatch(
  { read, holder, code }: Pick<Matched, 'read' | 'holder'> & { readonly code: string },
  message: string,
): Matched {
  const fault: Fault = { severity: 'warning', code, message, path: read.path }
  return { read, holder, change: 'refused', differences: [message], fault }
}

function isOf({ runtime: { origin } }: SyncableRuntime, repo: string): boolean {
  return origin.kind === 'repo' && origin.repo === repo
}

function describeHolder({ runtime: { origin, identifier } }: SyncableRuntime, isByImage: boolean): string {
  const by = origin.by === undefined ? '' : ` by ${origin.by}`
  const whose = origin.kind === 'repo' ? `came from the Runtime Repo ${origin.repo}` : `was added${by}`
  return isByImage
    ? `The image is the runtime ${identifier} already, which ${whose}; it stays as it is`
    : `The runtime ${identifier} has this editor, kernel, edition and version already; it ${whose}, and stays as it is`
}

function describeShared({ runtime: { identifier } }: SyncableRuntime): string {
  return `The image ${identifier} is that of a runtime which another entry gives another image; one image is one runtime`
}

function changeOf({ runtime }: SyncableRuntime, differences: readonly string[]): SyncedEntry['change'] {
  if (runtime.origin.dropped !== undefined) return 'returned'
  return differences.length > 0 ? 'changed' : 'unchanged'
}

function syncedEntry({ read: { path, identifier }, holder, change, differences }: Matched): SyncedEntry {
  return {
    path,
    identifier,
    ...(holder === undefined ? {} : { runtime: holder.id }),
    change,
    differences: [...differences],
  }
}

/** What the file says otherwise than the runtime is known; what says nothing on either side is no difference. */
function differencesFrom({ runtime }: SyncableRuntime, { entry, identifier }: ReadRepoEntry): string[] {
  const here = repoEntryOf({ ...runtime, identifier: inFull(runtime.identifier) })
  const there = repoEntryOf({ identifier, metadata: metadataOfEntry(entry) })
  return entryKeys
    .filter((key) => here[key] !== there[key])
    .map((key) => `${key}: ${shown(here[key])} here, ${shown(there[key])} in the file`)
}

function shown(value: string | number): string {
  return typeof value === 'number' ? String(value) : quoted(value)
}

function holderOf({ identity, identifier }: RefusedRepoEntry, known: Known): SyncableRuntime | undefined {
  const byIdentity = identity === undefined ? undefined : known.byIdentity.get(identity)
  return byIdentity ?? (identifier === undefined ? undefined : known.byIdentifier.get(identifier))
}

function refusedEntry(
  { entry: { path, identifier = '' }, holder }: Refused,
  faults: readonly Fault[],
): SyncedEntry {
  const own = faults.filter((fault) => fault.severity === 'error' && isWithin(fault.path, path))
  return {
    path,
    identifier,
    ...(holder === undefined ? {} : { runtime: holder.id }),
    change: 'refused',
    differences: own.map(({ message }) => message),
  }
}

function isWithin(inner: string | undefined, path: string): boolean {
  return inner === path || inner?.startsWith(`${path}/`) === true
}

/** In the order of the file, which the pointers have the index of. */
function inOrder(entries: readonly SyncedEntry[]): SyncedEntry[] {
  const index = ({ path }: SyncedEntry): number => Number(path.slice(path.lastIndexOf('/') + 1))
  return entries.toSorted((a, b) => index(a) - index(b))
}

/** The runtimes of the repo that no entry means any more and that are not marked yet. */
function goneFrom(
  { runtimes, repo }: Known,
  matched: readonly Matched[],
  refused: readonly Refused[],
): { runtimes: readonly SyncableRuntime[]; faults: Fault[] } {
  const listed = new Set([...matched, ...refused].map(({ holder }) => holder?.id))
  const gone = runtimes.filter(
    (one) => isOf(one, repo) && one.runtime.origin.dropped === undefined && !listed.has(one.id),
  )
  const unsure = refused.find(({ entry, holder }) => entry.identity === undefined && holder === undefined)
  if (unsure === undefined || gone.length === 0) return { runtimes: gone, faults: [] }
  const message = `Nobody can tell which runtime this entry means, so none is marked as dropped, though the file lists ${gone.length} no longer; correct the entry`
  return {
    runtimes: [],
    faults: [{ severity: 'warning', code: 'DROP_UNSURE', message, path: unsure.entry.path }],
  }
}

function droppedEntry({ id, runtime }: SyncableRuntime): SyncedEntry {
  return { path: '', identifier: inFull(runtime.identifier), runtime: id, change: 'dropped', differences: [] }
}

function addition(
  { path, entry, identifier }: ReadRepoEntry,
  repo: string,
  at: Date,
): RepoSyncPlan['additions'][number] {
  return {
    path,
    runtime: {
      identifier,
      platforms: [],
      metadata: metadataOfEntry(entry),
      origin: { kind: 'repo', repo },
      added: at.toISOString(),
    },
  }
}

function withoutMark({ id, runtime: { origin } }: SyncableRuntime): RepoSyncPlan['origins'][number] {
  const { dropped: _, ...listed } = origin
  return { id, origin: listed }
}

function withMark({ id, runtime: { origin } }: SyncableRuntime, at: Date): RepoSyncPlan['origins'][number] {
  return { id, origin: { ...origin, dropped: at.toISOString() } }
}
