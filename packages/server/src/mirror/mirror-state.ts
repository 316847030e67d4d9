import { IngotError, type SyncState } from '@ingot/contract'
import type { JobStore } from '@ingot/ledger'
import { syncJob } from '../catalog-view.ts'
import type { Validators } from '../sources/fetch-source.ts'

/** Which version of a source is stored: by what the source says of it, and by the SHA-256 of its text. */
export interface KnownVersion extends Validators {
  digest?: string
}

/** What is remembered of the syncs of a catalog: how the last ended, and which version of the source is stored. */
export interface MirrorState extends SyncState {
  /** The source that the version is of. */
  from: string
  /** How it was read. */
  reader: number
  known: KnownVersion
}

/** Goes up when catalogs are read otherwise than before: then a version that is known has to be read anew. */
export const READER = 1

const messageLimit = 2000

/** What is remembered of a catalog's syncs; nothing of one that was never synced. */
export function mirrorState(jobs: JobStore, catalog: string): Promise<MirrorState | undefined> {
  return jobs.state<MirrorState>(syncJob(catalog))
}

/** The version that is stored of this source, to ask it for something newer. */
export function knownVersion(state: MirrorState | undefined, from: string): KnownVersion {
  return state?.from === from && state.reader === READER ? state.known : {}
}

/** Remembers a sync that was committed, or found nothing to commit. */
export function saveSynced(jobs: JobStore, catalog: string, state: MirrorState): Promise<void> {
  return jobs.save(syncJob(catalog), state)
}

/** Remembers a sync that failed. What is stored is still the version that was known. */
export async function saveFailed(
  jobs: JobStore,
  catalog: string,
  failure: { from: string; at: Date; error: unknown },
): Promise<void> {
  const { from, at, error } = failure
  const message = error instanceof Error ? error.message : String(error)
  const state: MirrorState = {
    checked: at.toISOString(),
    outcome: 'failed',
    message: message.slice(0, messageLimit),
    from,
    reader: READER,
    known: knownVersion(await mirrorState(jobs, catalog), from),
  }
  await jobs.save(syncJob(catalog), state)
}

/** Whether it is the source that failed, not the request or the ledger. */
export function isSourceFailure(error: unknown): boolean {
  return error instanceof IngotError && error.code.startsWith('SOURCE_')
}
