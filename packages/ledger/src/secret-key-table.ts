import type { SecretKeyStore } from './secret-key-store.ts'
import { translated, type Store } from './store.ts'

/** Keys of secrets in the table beside the ledger; a row is a key as it is. */
export function secretKeyTable(store: Store): SecretKeyStore {
  const { reader } = store
  return {
    insert: (key) =>
      translated(store, async () => {
        await store.write((writer) => writer.insertInto('secret_keys').values(key).execute())
      }),
    get: (id) =>
      translated(store, () =>
        reader.selectFrom('secret_keys').selectAll().where('id', '=', id).executeTakeFirst(),
      ),
    list: () =>
      translated(store, () =>
        reader.selectFrom('secret_keys').selectAll().orderBy('created').orderBy('id').execute(),
      ),
    remove: (id) =>
      translated(store, async () => {
        const removed = await store.write((writer) =>
          writer.deleteFrom('secret_keys').where('id', '=', id).returning('id').executeTakeFirst(),
        )
        if (removed !== undefined) await store.scrub()
        return removed !== undefined
      }),
  }
}
