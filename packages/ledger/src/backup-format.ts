import { IngotError } from '@ingot/contract'
import type { CommitRow, DocumentRow } from './chain.ts'
import { identityFault, LONGEST_BODY } from './prepared-commit.ts'
import type { AccessKeyRow, KeyRow, SecretKeyRow } from './tables.ts'

/**
 * A backup is JSON Lines, compressed with gzip: a header, every commit followed by its documents, the API keys, the
 * access keys (since format 2), the wrapped keys of secrets (since format 3), and an end that counts them and carries the
 * SHA-256 (hex) of every byte before it.
 */
export type BackupLine =
  | { header: BackupHeader }
  | { commit: CommitRow }
  | { document: DocumentRow }
  | { key: KeyRow }
  | { accessKey: AccessKeyRow }
  | { secretKey: SecretKeyRow }
  | { end: BackupEnd }

interface BackupHeader {
  format: typeof BACKUP_FORMAT
  version: number
  /** RFC 3339. */
  created: string
}

export interface BackupEnd {
  revisions: number
  documents: number
  /** API keys, access keys and keys of secrets together. */
  keys: number
  /** The digest of the last commit. */
  digest: string
  sha256: string
}

export const BACKUP_FORMAT = 'ingot-ledger'
export const BACKUP_VERSION = 3

/** Longest line in bytes: a body of the longest kind, every character of which needs an escape or three bytes. */
export const LONGEST_LINE = 3 * LONGEST_BODY + 65_536 * 12

type Check = (value: unknown) => boolean

const text: Check = (value) => typeof value === 'string'
const textOrNull: Check = (value) => value === null || typeof value === 'string'
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0
const digest: Check = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
const moment: Check = (value) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)

/** The fields of every kind of line; a line has exactly these. */
const shapes: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  header: { format: (value) => value === BACKUP_FORMAT, version: count, created: text },
  commit: { revision: count, at: moment, actor: text, action: text, reason: textOrNull, digest },
  document: { kind: text, id: text, revision: count, schema: count, body: textOrNull },
  key: {
    id: text,
    name: text,
    role: text,
    prefix: text,
    hash: text,
    created: text,
    expires: textOrNull,
    last_used: textOrNull,
  },
  accessKey: {
    access_key_id: text,
    user_name: text,
    role: text,
    algorithm: (value) => value === 'ed25519' || value === 'rsa' || value === 'ecdsa',
    public_key: text,
    created: text,
    expires: textOrNull,
    last_used: textOrNull,
  },
  secretKey: { id: text, wrapped: text, created: text },
  end: { revisions: count, documents: count, keys: count, digest, sha256: digest },
}

/** One line of a backup; `number` counts from 1. Throws `INVALID_BACKUP` for what is not one. */
export function parseBackupLine(line: string, number: number): BackupLine {
  const value = parseJson(line, number)
  const [name, ...others] = Object.keys(value)
  const shape = name !== undefined && others.length === 0 && Object.hasOwn(shapes, name) && shapes[name]
  if (!shape) throw invalidBackup(`Line ${number} is not a line of a backup`)
  expectShape(value[name], shape, number)
  const parsed = value as unknown as BackupLine
  if ('document' in parsed) expectDocument(parsed.document, number)
  return parsed
}

export function invalidBackup(message: string, cause?: unknown): IngotError {
  return new IngotError('INVALID_BACKUP', message, { cause })
}

function parseJson(line: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch (cause) {
    throw invalidBackup(`Line ${number} is not JSON`, cause)
  }
  throw invalidBackup(`Line ${number} is not a line of a backup`)
}

function expectShape(value: unknown, shape: Readonly<Record<string, Check>>, number: number): void {
  const fields = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
  for (const [name, check] of Object.entries(shape)) {
    if (!check(fields.get(name))) throw invalidBackup(`Line ${number}: "${name}" is not as a backup has it`)
  }
  if (fields.size !== Object.keys(shape).length) throw invalidBackup(`Line ${number} has unknown fields`)
}

function expectDocument({ kind, id, body }: DocumentRow, number: number): void {
  const fault = identityFault(kind, id)
  if (fault !== undefined) throw invalidBackup(`Line ${number}: ${fault}`)
  if (body !== null) parseJsonText(body, number)
}

function parseJsonText(body: string, number: number): void {
  try {
    JSON.parse(body)
  } catch (cause) {
    throw invalidBackup(`Line ${number}: the body is not JSON`, cause)
  }
}
