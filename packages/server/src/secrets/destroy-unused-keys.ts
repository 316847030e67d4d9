import type { Sealed } from '@ingot/contract'
import type { Ledger } from '@ingot/ledger'

/** The kinds of documents that hold a secret, as their member `sealed`. A kind that is missing here loses its keys. */
const kindsWithSecrets = ['credential', 'account'] as const

/** How old a key is at least that is taken for unused, in ms: the document of a younger one may be on its way. */
const patience = 24 * 60 * 60_000

/**
 * Destroys the keys that no current document needs: of secrets that were replaced or deleted by a process that ended
 * before it could destroy them itself. Answers how many.
 */
export async function destroyUnusedKeys(ledger: Ledger, now: Date): Promise<number> {
  const keys = await ledger.secretKeys.list()
  // Listed first: what is committed meanwhile has its key in this snapshot.
  const snapshot = await ledger.refresh()
  const used = new Set(
    kindsWithSecrets.flatMap((kind) =>
      [...snapshot.all<{ sealed?: Sealed }>(kind)].flatMap(({ body }) => body.sealed?.key ?? []),
    ),
  )
  const unused = keys.filter(
    ({ id, created }) => !used.has(id) && Date.parse(created) <= now.getTime() - patience,
  )
  for (const { id } of unused) await ledger.secretKeys.remove(id)
  return unused.length
}
