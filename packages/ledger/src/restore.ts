import { counted, IngotError, type Verification } from '@ingot/contract'
import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import {
  BACKUP_VERSION,
  invalidBackup,
  LONGEST_LINE,
  parseBackupLine,
  type BackupEnd,
  type BackupLine,
} from './backup-format.ts'
import { BrokenChain, Chain, type CommitRow, type DocumentRow } from './chain.ts'
import { markCurrentDocuments } from './current-documents.ts'
import { schemaOf, type KindTable } from './kind-table.ts'
import { readLines } from './read-lines.ts'
import { readHead } from './read-documents.ts'
import type { AccessKeyRow, KeyRow, SecretKeyRow, Tables } from './tables.ts'

/** Rows written by one statement. */
const BATCH = 100

/**
 * Writes a backup into an empty ledger, as a part of the caller's transaction, and checks all of it: every digest of
 * the chain, the counts, and the digest of the file. Throws `LEDGER_NOT_EMPTY`, `INVALID_BACKUP`, `LEDGER_TOO_NEW`.
 */
export async function restoreBackup(
  writer: Transaction<Tables>,
  kinds: KindTable,
  backup: AsyncIterable<Uint8Array>,
): Promise<Verification> {
  const head = await readHead(writer)
  if (head.revision > 0) {
    throw new IngotError(
      'LEDGER_NOT_EMPTY',
      `Cannot restore into a ledger that is at revision ${head.revision}`,
    )
  }
  const restore = new Restore(writer, kinds)
  for await (const line of backupLines(backup)) await restore.take(line)
  return restore.finish()
}

/** A line that holds a key of any kind. */
type KeyLine = Extract<
  BackupLine,
  { key: KeyRow } | { accessKey: AccessKeyRow } | { secretKey: SecretKeyRow }
>

class Restore {
  readonly #writer: Transaction<Tables>
  readonly #kinds: KindTable
  readonly #chain = new Chain()
  #commits: CommitRow[] = []
  #documents: DocumentRow[] = []
  #keys: KeyRow[] = []
  #accessKeys: AccessKeyRow[] = []
  #secretKeys: SecretKeyRow[] = []
  #keyCount = 0
  #lines = 0
  #end: BackupEnd | undefined

  constructor(writer: Transaction<Tables>, kinds: KindTable) {
    this.#writer = writer
    this.#kinds = kinds
  }

  /** Takes the next line; they must come in the order of the format. */
  async take(line: BackupLine): Promise<void> {
    this.#lines += 1
    if (this.#end !== undefined) throw invalidBackup('The backup goes on after its end')
    if ('header' in line !== (this.#lines === 1))
      throw invalidBackup('The backup does not begin with its header')
    if ('header' in line) expectVersion(line.header.version)
    else if ('end' in line) this.#end = line.end
    else if ('commit' in line || 'document' in line) await this.#takeEvent(line)
    else await this.#takeKey(line)
  }

  async finish(): Promise<Verification> {
    const end = this.#end
    if (end === undefined) throw invalidBackup('The backup is cut off: its end is missing')
    chained(() => this.#chain.finish())
    const { revisions, documents, digest } = this.#chain
    if (end.revisions !== revisions || end.documents !== documents || end.keys !== this.#keyCount) {
      throw invalidBackup('The backup does not hold as many revisions, documents and keys as it says')
    }
    if (end.digest !== digest)
      throw invalidBackup(`The backup ends with digest ${digest}, but says ${end.digest}`)
    await this.#flush()
    await markCurrentDocuments(this.#writer)
    const message = `Restored ${counted(revisions, 'revision')}, ${counted(documents, 'version')} of documents; every digest is right`
    return { intact: true, revisions, documents, digest, message }
  }

  async #takeEvent(event: { commit: CommitRow } | { document: DocumentRow }): Promise<void> {
    if (this.#keyCount > 0) throw invalidBackup('The backup has commits after its keys')
    chained(() => this.#chain.follow(event))
    if ('commit' in event) this.#commits.push(event.commit)
    else this.#takeDocument(event.document)
    if (this.#commits.length >= BATCH || this.#documents.length >= BATCH) await this.#flush()
  }

  #takeDocument(document: DocumentRow): void {
    const { kind, schema } = document
    if (schema > schemaOf(this.#kinds, kind)) {
      throw new IngotError(
        'LEDGER_TOO_NEW',
        `The backup has documents of kind "${kind}" with schema ${schema}; this Ingot knows ${schemaOf(this.#kinds, kind)}`,
      )
    }
    this.#documents.push(document)
  }

  async #takeKey(line: KeyLine): Promise<void> {
    this.#keyCount += 1
    if ('key' in line) this.#keys.push(line.key)
    else if ('accessKey' in line) this.#accessKeys.push(line.accessKey)
    else this.#secretKeys.push(line.secretKey)
    if (this.#keyCount % BATCH === 0) await this.#flush()
  }

  async #flush(): Promise<void> {
    if (this.#commits.length > 0) await this.#writer.insertInto('commits').values(this.#commits).execute()
    if (this.#documents.length > 0)
      await this.#writer.insertInto('documents').values(this.#documents).execute()
    await this.#addKeys('api_keys', this.#keys)
    await this.#addKeys('access_keys', this.#accessKeys)
    await this.#addKeys('secret_keys', this.#secretKeys)
    this.#commits = []
    this.#documents = []
    this.#keys = []
    this.#accessKeys = []
    this.#secretKeys = []
  }

  /** A key that was made here before, such as that of the administrator who restores, stays. */
  async #addKeys<Table extends 'api_keys' | 'access_keys' | 'secret_keys'>(
    table: Table,
    rows: readonly Tables[Table][],
  ): Promise<void> {
    if (rows.length === 0) return
    const insert = this.#writer.insertInto<'api_keys' | 'access_keys' | 'secret_keys'>(table).values(rows)
    await insert.onConflict((conflict) => conflict.doNothing()).execute()
  }
}

/** What is wrong with the chain is wrong with the backup. */
function chained(step: () => void): void {
  try {
    step()
  } catch (error) {
    if (error instanceof BrokenChain) throw invalidBackup(error.message, error)
    throw error
  }
}

function expectVersion(version: number): void {
  if (version <= BACKUP_VERSION) return
  throw new IngotError(
    'LEDGER_TOO_NEW',
    `The backup has format ${version}; this Ingot knows formats up to ${BACKUP_VERSION}`,
  )
}

/** The lines of a compressed backup; the end only when the digest that it carries is right. */
async function* backupLines(backup: AsyncIterable<Uint8Array>): AsyncGenerator<BackupLine> {
  const hash = createHash('sha256')
  let number = 0
  try {
    for await (const text of readLines(decompressed(backup), LONGEST_LINE)) {
      number += 1
      const line = parseBackupLine(text, number)
      if ('end' in line) expectDigest(line.end.sha256, hash.copy().digest('hex'))
      else hash.update(`${text}\n`)
      yield line
    }
  } catch (error) {
    if (error instanceof RangeError) throw invalidBackup(`Line ${number + 1}: ${error.message}`, error)
    throw error
  }
}

function expectDigest(said: string, computed: string): void {
  if (said !== computed) throw invalidBackup(`The backup says it has SHA-256 ${said}, but it has ${computed}`)
}

/** The bytes inside gzip. A failure of the source is thrown as it came; one of the compression as `INVALID_BACKUP`. */
async function* decompressed(backup: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip()
  const written = pipeline(backup, gunzip)
  written.catch(() => undefined)
  try {
    yield* gunzip as AsyncIterable<Uint8Array>
  } catch (error) {
    if (!isCompressionError(error)) throw error
    throw invalidBackup(`The backup is not whole gzip data: ${error.message}`, error)
  } finally {
    gunzip.destroy()
    await written.catch(() => undefined)
  }
}

function isCompressionError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}
