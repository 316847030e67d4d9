import { IngotError, type Catalog, type Mirror } from '@ingot/contract'
import type { Context } from '../context.ts'
import { requireCatalog } from '../require-catalog.ts'
import type { WriteQuery } from '../transact.ts'
import { viewOf, type View } from '../view.ts'
import { isSourceFailure, knownVersion, mirrorState, saveFailed } from './mirror-state.ts'
import { isFileSource, readMirror } from './read-mirror.ts'
import { storeMirror, type Synced } from './store-mirror.ts'

interface SyncOptions {
  query?: WriteQuery
  /** The text of the source where it is a file. */
  content?: string
  /** Ends the sync before anything is stored. */
  signal?: AbortSignal
}

/**
 * Brings a mirrored catalog in step with its source. What is wrong with the source is remembered and thrown, and
 * changes nothing. A dry run stores and remembers nothing.
 */
export async function syncMirror(context: Context, name: string, options: SyncOptions): Promise<Synced> {
  const { query = {}, content, signal } = options
  const { jobs } = context.ledger
  const mirror = mirrorOf(viewOf(await context.ledger.refresh(), context.now, context.actor), name)
  requireContent(mirror, content)
  try {
    const known = knownVersion(await mirrorState(jobs, name), mirror.from)
    const source = await readMirror(name, mirror, {
      known,
      ...(content === undefined ? {} : { content }),
      ...(signal === undefined ? {} : { signal }),
    })
    const catalogIn = (view: View) => unmoved(view, name, mirror)
    return await storeMirror(context, { action: 'catalog.sync', query, source, catalogIn })
  } catch (error) {
    const isRemembered = isSourceFailure(error) && query.dryRun !== true && signal?.aborted !== true
    if (isRemembered) await saveFailed(jobs, name, { from: mirror.from, at: context.now, error })
    throw error
  }
}

/** What a catalog mirrors. Throws `CATALOG_NOT_FOUND`, and `INVALID_REQUEST` for one that mirrors nothing. */
function mirrorOf(view: View, name: string): Mirror {
  const { type, mirror } = requireCatalog(view, name).body
  if (mirror !== undefined) return mirror
  const what = type === 'custom' ? 'a custom catalog' : 'shipped with Ingot'
  throw new IngotError('INVALID_REQUEST', `The catalog "${name}" is ${what} and mirrors no source`)
}

function requireContent({ from }: Mirror, content: string | undefined): void {
  if (isFileSource(from) && content === undefined) {
    const message = `The catalog mirrors "${from}", which only its owner can read: send the text of the file as "content"`
    throw new IngotError('INVALID_REQUEST', message)
  }
  if (!isFileSource(from) && content !== undefined) {
    const message =
      'Ingot fetches the source of this catalog itself: "content" belongs to a source that is a file'
    throw new IngotError('INVALID_REQUEST', message)
  }
}

/** The catalog, if it still mirrors what was read: its source may have been changed while that was fetched. */
function unmoved(view: View, name: string, { from, type }: Mirror): Catalog {
  const catalog = requireCatalog(view, name).body
  if (catalog.mirror?.from === from && catalog.mirror.type === type) return catalog
  throw new IngotError(
    'REVISION_CONFLICT',
    `The catalog "${name}" was given another source while it was synced; nothing was stored`,
  )
}
