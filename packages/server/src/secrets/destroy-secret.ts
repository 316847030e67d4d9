import type { Context } from '../context.ts'
import { destroyUnusedKeys } from './destroy-unused-keys.ts'

/** Destroys the key of a secret that no document needs any more, and those that were left behind earlier. */
export async function destroySecret(
  { ledger, secrets, now }: Pick<Context, 'ledger' | 'secrets' | 'now'>,
  key: string,
): Promise<void> {
  await secrets.destroy(key)
  // What was left behind waits for the next occasion where this one fails.
  await destroyUnusedKeys(ledger, now).catch(() => 0)
}
