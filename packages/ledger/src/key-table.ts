import type { KeyStore, StoredKey } from './key-store.ts'
import { translated, type Store } from './store.ts'
import type { KeyRow } from './tables.ts'

/** API keys in the table beside the ledger. */
export class KeyTable implements KeyStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  async insert(key: StoredKey): Promise<void> {
    await this.#guard(
      this.#store.write((writer) => writer.insertInto('api_keys').values(rowOf(key)).execute()),
    )
  }

  async list(): Promise<StoredKey[]> {
    const rows = await this.#guard(
      this.#store.reader.selectFrom('api_keys').selectAll().orderBy('created').orderBy('id').execute(),
    )
    return rows.map(keyOf)
  }

  async byHash(hash: string): Promise<StoredKey | undefined> {
    const row = await this.#guard(
      this.#store.reader.selectFrom('api_keys').selectAll().where('hash', '=', hash).executeTakeFirst(),
    )
    return row && keyOf(row)
  }

  async remove(id: string): Promise<StoredKey | undefined> {
    const row = await this.#guard(
      this.#store.write((writer) =>
        writer.deleteFrom('api_keys').where('id', '=', id).returningAll().executeTakeFirst(),
      ),
    )
    return row && keyOf(row)
  }

  async touch(id: string, at: string): Promise<void> {
    await this.#guard(
      this.#store.write((writer) =>
        writer.updateTable('api_keys').set({ last_used: at }).where('id', '=', id).execute(),
      ),
    )
  }

  #guard<Result>(result: Promise<Result>): Promise<Result> {
    return translated(this.#store, () => result)
  }
}

function rowOf({ expires, lastUsed, ...key }: StoredKey): KeyRow {
  return { ...key, expires: expires ?? null, last_used: lastUsed ?? null }
}

function keyOf({ expires, last_used: lastUsed, ...row }: KeyRow): StoredKey {
  return { ...row, ...(expires === null ? {} : { expires }), ...(lastUsed === null ? {} : { lastUsed }) }
}
