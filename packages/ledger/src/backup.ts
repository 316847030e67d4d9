import { IngotError } from '@ingot/contract'
import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { BACKUP_FORMAT, BACKUP_VERSION, type BackupLine } from './backup-format.ts'
import { BrokenChain, Chain } from './chain.ts'
import { history } from './history.ts'
import type { Reader } from './store.ts'

/** Lines are handed to the compressor in pieces of about this many characters. */
const PIECE = 65_536

/**
 * A backup of what a view of one moment holds. The chain is recomputed on the way: a damaged ledger is refused
 * (`LEDGER_DAMAGED`), for its backup could not be restored.
 */
export async function* writeBackup(reader: Reader, now: Date): AsyncGenerator<Uint8Array> {
  const gzip = createGzip()
  const written = pipeline(backupText(reader, now), gzip)
  // Said by the loop below, which the failure reaches too.
  written.catch(() => undefined)
  try {
    yield* gzip as AsyncIterable<Uint8Array>
    await written
  } finally {
    gzip.destroy()
    await written.catch(() => undefined)
  }
}

async function* backupText(reader: Reader, now: Date): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const chain = new Chain()
  let piece = ''
  let keys = 0
  for await (const line of backupLines(reader, chain, now)) {
    if ('key' in line || 'accessKey' in line || 'secretKey' in line) keys += 1
    piece += `${JSON.stringify(line)}\n`
    if (piece.length < PIECE) continue
    hash.update(piece)
    yield piece
    piece = ''
  }
  hash.update(piece)
  const { revisions, documents, digest } = chain
  const end: BackupLine = { end: { revisions, documents, keys, digest, sha256: hash.digest('hex') } }
  yield `${piece}${JSON.stringify(end)}\n`
}

async function* backupLines(reader: Reader, chain: Chain, now: Date): AsyncGenerator<BackupLine> {
  yield { header: { format: BACKUP_FORMAT, version: BACKUP_VERSION, created: now.toISOString() } }
  try {
    for await (const event of history(reader)) {
      chain.follow(event)
      yield event
    }
    chain.finish()
  } catch (error) {
    if (!(error instanceof BrokenChain)) throw error
    throw new IngotError('LEDGER_DAMAGED', `Cannot back up a damaged ledger: ${error.message}`, {
      cause: error,
    })
  }
  const keys = await reader.selectFrom('api_keys').selectAll().orderBy('id').execute()
  for (const key of keys) yield { key }
  const accessKeys = await reader.selectFrom('access_keys').selectAll().orderBy('access_key_id').execute()
  for (const accessKey of accessKeys) yield { accessKey }
  const secretKeys = await reader.selectFrom('secret_keys').selectAll().orderBy('id').execute()
  for (const secretKey of secretKeys) yield { secretKey }
}
