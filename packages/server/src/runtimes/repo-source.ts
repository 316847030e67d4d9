import { IngotError, type RepoState, type RuntimeRepo } from '@ingot/contract'
import type { JobStore } from '@ingot/ledger'
import { createHash } from 'node:crypto'
import type { KnownVersion } from '../mirror/mirror-state.ts'
import { isFileSource } from '../mirror/read-mirror.ts'
import { fetchSource } from '../sources/fetch-source.ts'
import type { SourceWords } from '../sources/source-words.ts'
import { readSourceUrl } from '../sources/source-url.ts'
import { repoJob } from './stored-repos.ts'

const words: SourceWords = {
  one: 'a Runtime Repo file',
  many: 'Runtime Repo files',
  noun: 'Runtime Repo file',
}

/** The largest file that is fetched, in bytes: 20,000 entries have some 12 MB. */
const sizeLimit = 16 * 1024 * 1024

type Source = Pick<RuntimeRepo, 'url' | 'every' | 'allowHost'>

/** What is remembered of the syncs of a repo: how the last ended, and which version of which file was read. */
export interface RememberedRepo extends RepoState {
  readonly from: string
  readonly known: KnownVersion
}

/** What a repo file says now, and which version of it that is. */
export type ReadRepo =
  | { readonly status: 'not-modified'; readonly known: KnownVersion }
  | { readonly status: 'read'; readonly text: string; readonly known: KnownVersion }

/** Refuses a source that could never be read: the URL is judged as that of a catalog is (`SOURCE_REFUSED`). */
export function checkRepoSource({ url, every, allowHost }: Source): void {
  if (!isFileSource(url)) {
    readSourceUrl(url, allowHost, words)
    return
  }
  if (every !== undefined || allowHost !== undefined) {
    const message = 'A Runtime Repo that is a file is read by who syncs it: it has no schedule and no host'
    throw new IngotError('INVALID_REQUEST', message)
  }
}

/**
 * The text of a repo file: fetched, or as the caller has read it. Throws `INVALID_REQUEST` where it is not for the one
 * to give it, and what `fetchSource()` throws.
 */
export async function readRepo(
  { url, allowHost, name }: RuntimeRepo,
  { content, known, signal }: { content?: string; known: KnownVersion; signal?: AbortSignal },
): Promise<ReadRepo> {
  if (isFileSource(url) !== (content !== undefined)) {
    const message = isFileSource(url)
      ? `The Runtime Repo "${name}" is "${url}", which only its owner can read: send the text of the file as "content"`
      : `Ingot fetches the file of the Runtime Repo "${name}" itself: "content" belongs to one that is a file`
    throw new IngotError('INVALID_REQUEST', message)
  }
  if (content !== undefined) return { status: 'read', text: content, known: { digest: digestOf(content) } }
  const { etag, lastModified } = known
  const source = await fetchSource(url, {
    words,
    sizeLimit,
    known: {
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
    },
    ...(allowHost === undefined ? {} : { allowHost }),
    ...(signal === undefined ? {} : { signal }),
  })
  if (source.status === 'not-modified') return { status: 'not-modified', known }
  const { text, status: _, ...validators } = source
  return { status: 'read', text, known: { ...validators, digest: digestOf(text) } }
}

/** What is remembered of a repo as it is now; of another file than was read nothing counts. */
export async function rememberedRepo(
  jobs: JobStore,
  { id, url }: RuntimeRepo,
): Promise<RememberedRepo | undefined> {
  const state = await jobs.state<RememberedRepo>(repoJob(id))
  return state?.from === url ? state : undefined
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
