import { IngotError, type Account, type Image } from '@ingot/contract'
import type { Document, Index, Snapshot } from '@ingot/ledger'
import { listed } from '../registries/stored-credentials.ts'

/** The account of a name. Throws `ACCOUNT_NOT_FOUND`. */
export function findAccount(snapshot: Snapshot, name: string): Document<Account> {
  const found = snapshot.get<Account>('account', name)
  if (found !== undefined) return found
  const names = everyAccount(snapshot).map(({ id }) => id)
  throw new IngotError('ACCOUNT_NOT_FOUND', `No account has the name "${name}"; ${listed(names)}`)
}

/** All accounts, by name. */
export function everyAccount(snapshot: Snapshot): Document<Account>[] {
  return [...snapshot.all<Account>('account')].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** Images by the accounts that their artifacts name. */
const byAccount: Index<Image> = {
  kind: 'image',
  keysOf: ({ artifacts }) => [...new Set(artifacts.flatMap(({ account }) => account?.toLowerCase() ?? []))],
}

/** How many artifacts name an account. */
export function artifactsIn(snapshot: Snapshot, account: string): number {
  const key = account.toLowerCase()
  return snapshot
    .find(byAccount, key)
    .reduce(
      (sum, { body }) => sum + body.artifacts.filter((one) => one.account?.toLowerCase() === key).length,
      0,
    )
}
