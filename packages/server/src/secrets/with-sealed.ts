import type { Sealed } from '@ingot/contract'
import type { Snapshot } from '@ingot/ledger'
import type { Context } from '../context.ts'

/** What is to be sealed, and how to tell that it was committed. */
export interface Sealing {
  readonly text: string
  /** Whose secret it is: `credential/ID`. */
  readonly owner: string
  /** Whether a snapshot has the document that needs the key. */
  readonly isKept: (snapshot: Snapshot, key: string) => boolean
}

/**
 * Seals a text and commits with it. The key is durable before the document that needs it; where the commit fails, the
 * key is destroyed again. A crash in between leaves a key that nothing needs, which `destroyUnusedKeys` takes away.
 */
export async function withSealed<Result>(
  context: Pick<Context, 'ledger' | 'secrets' | 'now'>,
  { text, owner, isKept }: Sealing,
  commit: (sealed: Sealed) => Promise<Result>,
): Promise<Result> {
  const { ledger, secrets, now } = context
  const sealed = await secrets.seal(text, owner, now)
  try {
    return await commit(sealed)
  } catch (error) {
    // A database that is gone in the middle may have committed nevertheless: then the key is needed.
    const known = await ledger.refresh().catch(() => undefined)
    const mayGo = known !== undefined && !isKept(known, sealed.key)
    if (mayGo) await secrets.destroy(sealed.key).catch(() => undefined)
    throw error
  }
}
