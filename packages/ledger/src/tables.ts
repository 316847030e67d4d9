import type { CommitRow, DocumentRow } from './chain.ts'

/** The tables of a ledger, alike in both stores. `commits` and `documents` are only ever added to. */
export interface Tables {
  commits: CommitRow
  documents: DocumentRow
  /** The last version of every document that is not deleted, so that a start need not read all of history. */
  current_documents: Pick<DocumentRow, 'kind' | 'id' | 'revision'>
  api_keys: KeyRow
  access_keys: AccessKeyRow
  secret_keys: SecretKeyRow
  jobs: JobRow
}

/** An API key as a row. */
export interface KeyRow {
  id: string
  name: string
  role: string
  prefix: string
  hash: string
  created: string
  expires: string | null
  last_used: string | null
}

/** An access key as a row. */
export interface AccessKeyRow {
  access_key_id: string
  user_name: string
  role: string
  algorithm: 'ed25519' | 'rsa' | 'ecdsa'
  public_key: string
  created: string
  expires: string | null
  last_used: string | null
}

/** The key of a secret as a row. */
export interface SecretKeyRow {
  id: string
  wrapped: string
  created: string
}

/** A job as a row: its state as JSON, and until when who holds it. */
interface JobRow {
  job: string
  state: string | null
  holder: string | null
  held_until: string | null
}
