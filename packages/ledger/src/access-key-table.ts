import type { AccessKeyStore, StoredAccessKey } from './access-key-store.ts'
import { translated, type Store } from './store.ts'
import type { AccessKeyRow } from './tables.ts'

/** Access keys in the table beside the ledger. */
export function accessKeyTable(store: Store): AccessKeyStore {
  const { reader } = store
  return {
    insert: (key) =>
      translated(store, async () => {
        await store.write((writer) => writer.insertInto('access_keys').values(rowOf(key)).execute())
      }),
    list: () =>
      translated(store, async () => {
        const keys = reader.selectFrom('access_keys').selectAll()
        return (await keys.orderBy('created').orderBy('access_key_id').execute()).map(keyOf)
      }),
    byId: (id) =>
      translated(store, async () => {
        const key = reader.selectFrom('access_keys').selectAll().where('access_key_id', '=', id)
        const row = await key.executeTakeFirst()
        return row && keyOf(row)
      }),
    remove: (id) =>
      translated(store, async () => {
        const row = await store.write((writer) =>
          writer.deleteFrom('access_keys').where('access_key_id', '=', id).returningAll().executeTakeFirst(),
        )
        return row && keyOf(row)
      }),
    touch: (id, at) =>
      translated(store, async () => {
        await store.write((writer) =>
          writer.updateTable('access_keys').set({ last_used: at }).where('access_key_id', '=', id).execute(),
        )
      }),
  }
}

function rowOf({ accessKeyId, user, publicKey, expires, lastUsed, ...key }: StoredAccessKey): AccessKeyRow {
  return {
    ...key,
    access_key_id: accessKeyId,
    user_name: user,
    public_key: publicKey,
    expires: expires ?? null,
    last_used: lastUsed ?? null,
  }
}

function keyOf(row: AccessKeyRow): StoredAccessKey {
  return {
    accessKeyId: row.access_key_id,
    user: row.user_name,
    role: row.role,
    algorithm: row.algorithm,
    publicKey: row.public_key,
    created: row.created,
    ...(row.expires === null ? {} : { expires: row.expires }),
    ...(row.last_used === null ? {} : { lastUsed: row.last_used }),
  }
}
