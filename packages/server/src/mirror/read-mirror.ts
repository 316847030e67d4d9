import { IngotError, type CatalogLayout, type Fault, type Image, type Mirror } from '@ingot/contract'
import { parseCloudbreak } from '@ingot/core'
import { createHash } from 'node:crypto'
import { fetchSource, SOURCE_SIZE_LIMIT, type FetchOptions } from '../sources/fetch-source.ts'
import { shownUrl } from '../sources/source-url.ts'
import type { KnownVersion } from './mirror-state.ts'

/** What the source of a mirrored catalog says now, and which version of it that is. */
export type ReadMirror =
  | {
      /** What is known already: by the word of the source, or because its text is the same. */
      status: 'not-modified' | 'unchanged'
      known: KnownVersion
    }
  | {
      status: 'read'
      images: readonly Image[]
      layout: CatalogLayout
      warnings: readonly Fault[]
      known: KnownVersion
    }

export interface ReadOptions extends Pick<FetchOptions, 'signal'> {
  /** The version that is stored. */
  known?: KnownVersion
  /** The text, where the source is a file that the caller has read. */
  content?: string
}

/** Whether a catalog mirrors a file. A server never reads one: who syncs sends its text. */
export function isFileSource(from: string): boolean {
  return /^file:/i.test(from)
}

/**
 * Reads the source of a catalog: what it fetches, or what it is given of a file. Throws `SOURCE_INVALID` with every
 * fault, and what `fetchSource()` throws.
 */
export async function readMirror(catalog: string, mirror: Mirror, options: ReadOptions): Promise<ReadMirror> {
  const { known = {} } = options
  const source = await sourceText(mirror, options)
  if (source.status === 'not-modified') return { status: 'not-modified', known }
  const { text, status: _, ...validators } = source
  const digest = createHash('sha256').update(text).digest('hex')
  const version = { ...validators, digest }
  if (digest === known.digest) return { status: 'unchanged', known: version }
  const { images, layout, faults } = parseCloudbreak(text, { catalog, type: mirror.type })
  const placed = faults.map((fault) => ({ ...fault, file: fault.file ?? shownUrl(mirror.from) }))
  refuseErrors(mirror, placed)
  return { status: 'read', images, layout, warnings: placed, known: version }
}

async function sourceText({ from, allowHost }: Mirror, { content, known, signal }: ReadOptions) {
  if (content === undefined) {
    return fetchSource(from, {
      ...(allowHost === undefined ? {} : { allowHost }),
      ...(known === undefined ? {} : { known }),
      ...(signal === undefined ? {} : { signal }),
    })
  }
  if (Buffer.byteLength(content) > SOURCE_SIZE_LIMIT) {
    const message = `Expected a catalog of at most ${SOURCE_SIZE_LIMIT} bytes, got ${Buffer.byteLength(content)}`
    throw new IngotError('SOURCE_INVALID', message)
  }
  return { status: 'fetched' as const, text: content }
}

function refuseErrors({ from }: Mirror, faults: readonly Fault[]): void {
  const errors = faults.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first === undefined) return
  const rest = errors.length === 1 ? '' : `, and ${errors.length - 1} more`
  const message = `Cannot mirror '${shownUrl(from)}': ${first.message}${rest}`
  throw new IngotError('SOURCE_INVALID', message, { faults })
}
