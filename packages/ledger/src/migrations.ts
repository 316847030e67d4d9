import { sql, type Kysely, type Migration } from 'kysely'
import { markCurrentDocuments } from './current-documents.ts'

/** Where the two stores differ when tables are made. */
export interface TableStyle {
  /** The type of a text that sorts by its bytes. */
  text: 'text' | 'text collate "C"'
  /** What follows the columns of a table. */
  options: '' | 'strict'
  /** What follows those of a table whose rows are small. */
  smallRows: '' | 'strict, without rowid'
}

export const sqliteTables: TableStyle = {
  text: 'text',
  options: 'strict',
  smallRows: 'strict, without rowid',
}
export const postgresTables: TableStyle = { text: 'text collate "C"', options: '', smallRows: '' }

/**
 * All migrations by name, oldest first. A migration that was released is never changed: ledgers that have run it are
 * out there. What is stored in `commits` and `documents` is never rewritten by one.
 */
export function migrations(style: TableStyle): Record<string, Migration> {
  return {
    '0001-ledger': { up: (database) => createLedger(database, style) },
    '0002-current-documents': { up: (database) => createCurrentDocuments(database, style) },
    '0003-access-keys-and-jobs': { up: (database) => createAccessKeysAndJobs(database, style) },
    '0004-secret-keys': { up: (database) => createSecretKeys(database, style) },
  }
}

async function createLedger(database: Kysely<unknown>, style: TableStyle): Promise<void> {
  const text = sql.raw(style.text)
  const options = sql.raw(style.options)
  await sql`create table commits (
    revision integer not null primary key,
    at ${text} not null,
    actor ${text} not null,
    action ${text} not null,
    reason ${text},
    digest ${text} not null
  ) ${options}`.execute(database)
  await sql`create index commits_by_time on commits (at, revision)`.execute(database)
  await sql`create table documents (
    kind ${text} not null,
    id ${text} not null,
    revision integer not null references commits (revision),
    schema integer not null,
    body ${text},
    primary key (kind, id, revision)
  ) ${options}`.execute(database)
  await sql`create index documents_by_revision on documents (revision, kind, id)`.execute(database)
  await sql`create table api_keys (
    id ${text} not null primary key,
    name ${text} not null,
    role ${text} not null,
    prefix ${text} not null,
    hash ${text} not null unique,
    created ${text} not null,
    expires ${text},
    last_used ${text}
  ) ${options}`.execute(database)
}

async function createCurrentDocuments(database: Kysely<unknown>, style: TableStyle): Promise<void> {
  const text = sql.raw(style.text)
  await sql`create table current_documents (
    kind ${text} not null,
    id ${text} not null,
    revision integer not null,
    primary key (kind, id),
    foreign key (kind, id, revision) references documents (kind, id, revision)
  ) ${sql.raw(style.smallRows)}`.execute(database)
  await markCurrentDocuments(database)
}

async function createAccessKeysAndJobs(database: Kysely<unknown>, style: TableStyle): Promise<void> {
  const text = sql.raw(style.text)
  const options = sql.raw(style.options)
  await sql`create table access_keys (
    access_key_id ${text} not null primary key,
    user_name ${text} not null,
    role ${text} not null,
    algorithm ${text} not null,
    public_key ${text} not null,
    created ${text} not null,
    expires ${text},
    last_used ${text}
  ) ${options}`.execute(database)
  await sql`create table jobs (
    job ${text} not null primary key,
    state ${text},
    holder ${text},
    held_until ${text}
  ) ${options}`.execute(database)
}

async function createSecretKeys(database: Kysely<unknown>, style: TableStyle): Promise<void> {
  const text = sql.raw(style.text)
  await sql`create table secret_keys (
    id ${text} not null primary key,
    wrapped ${text} not null,
    created ${text} not null
  ) ${sql.raw(style.smallRows)}`.execute(database)
}
