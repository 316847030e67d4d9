import { IngotError, type RepoFile, type RuntimeStatus } from '@ingot/contract'
import {
  parseRewrites,
  pinnedIdentifier,
  repoEntryOf,
  repoFileOf,
  rewriteHosts,
  type HostRewrite,
} from '@ingot/core'
import type { Snapshot } from '@ingot/ledger'
import { orderedRuntimes } from './runtime-index.ts'
import { statusAt } from './runtime-view.ts'
import type { RuntimeImage } from './stored-runtimes.ts'

/** The document of kind `setting` that says whether the repo file answers without a key. */
export const REPO_FILE_SETTING = 'runtime-repo-file'

/** Of which status runtimes are written; enabled and deprecated ones unless given. */
export type WrittenStatus = 'ENABLED' | 'DEPRECATED' | 'all' | undefined

/** Which runtimes are written, and how. */
export interface RepoFileOptions {
  readonly status?: WrittenStatus
  readonly rewrites?: readonly HostRewrite[]
  /** Whether images are named by digest instead of tag. */
  readonly pin?: boolean | undefined
}

/** Whether `/runtimes/repo-assembly.json` answers without a key. */
export function isPublished(snapshot: Snapshot): boolean {
  return snapshot.get<{ published: boolean }>('setting', REPO_FILE_SETTING)?.body.published === true
}

/** The runtimes of a status, in the order of the catalog. */
export function writtenRuntimes(snapshot: Snapshot, at: Date, wanted: WrittenStatus): RuntimeImage[] {
  return orderedRuntimes(snapshot, at)
    .map(({ body }) => body)
    .filter((body) => isWritten(statusAt(body, at), wanted))
}

/** The Runtime Repo file that the runtimes of a snapshot make. */
export function repoFile(snapshot: Snapshot, at: Date, options: RepoFileOptions = {}): RepoFile {
  const { status, rewrites = [], pin = false } = options
  const entries = writtenRuntimes(snapshot, at, status).map(({ runtime }) => {
    const named = (pin ? pinnedIdentifier(runtime) : undefined) ?? runtime.identifier
    return { ...repoEntryOf(runtime), image_identifier: rewriteHosts(named, rewrites) }
  })
  return repoFileOf(entries)
}

/** Reads FROM=TO texts. Throws `INVALID_REQUEST` with every fault. */
export function readRewrites(texts: readonly string[] = []): HostRewrite[] {
  const { rewrites, faults } = parseRewrites(texts)
  const [first] = faults
  if (first === undefined) return rewrites
  throw new IngotError('INVALID_REQUEST', `Cannot read the request: ${first.message}`, { faults })
}

function isWritten(status: RuntimeStatus, wanted: WrittenStatus): boolean {
  if (wanted === 'all') return true
  return wanted === undefined ? status !== 'DISABLED' : status === wanted
}
