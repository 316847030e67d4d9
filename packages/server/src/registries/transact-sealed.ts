import type { Credential, Sealed } from '@ingot/contract'
import type { RegistryCredential } from '@ingot/providers'
import type { Context } from '../context.ts'
import { withSealed } from '../secrets/with-sealed.ts'
import { transact, type Decision, type Outcome, type WriteQuery } from '../transact.ts'
import { viewOf, type View } from '../view.ts'
import { credentialOwner, secretText } from './credential-secret.ts'

/** A change that gives a credential a new secret. */
export interface SealedChange<Answer> {
  readonly action: string
  readonly query: WriteQuery
  /** The id of the credential. */
  readonly id: string
  readonly secret: RegistryCredential
  /** What is to be committed with the secret as it was sealed. */
  readonly decide: (view: View, sealed: Sealed) => Decision<Answer>
}

/** What stands for a secret where none is sealed; it is neither stored nor shown. */
const unsealed: Sealed = { key: '', nonce: '', ciphertext: '', tag: '' }

/**
 * Seals a secret and commits its credential. What is refused is refused before anything is sealed; a dry run seals
 * nothing, but says whether it could.
 */
export async function transactSealed<Answer>(
  context: Context,
  { action, query, id, secret, decide }: SealedChange<Answer>,
): Promise<Outcome<Answer>> {
  const { ledger, secrets, now, actor } = context
  decide(viewOf(await ledger.refresh(), now, actor), unsealed)
  const commit = (sealed: Sealed) => transact(context, action, query, (view) => decide(view, sealed))
  if (query.dryRun === true) {
    await secrets.expectSealing()
    return commit(unsealed)
  }
  const sealing = {
    text: secretText(secret),
    owner: credentialOwner(id),
    isKept: (snapshot: View['snapshot'], key: string) =>
      snapshot.get<Credential>('credential', id)?.body.sealed.key === key,
  }
  return withSealed(context, sealing, commit)
}
