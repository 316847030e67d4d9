import type { Handler } from '../../context.ts'
import { checkRegistry } from '../../registries/check-registry.ts'
import { saveCredentialCheck } from '../../registries/check-state.ts'
import { requireCredentialFor } from '../../registries/credential-for.ts'
import { readTryReference } from '../../registries/read-reference.ts'
import { findCredential } from '../../registries/stored-credentials.ts'

/** Tries a credential on its registry, and remembers what came of it; never as a commit. */
export const testCredential: Handler<'testCredential'> = async ({ params, body }, context) => {
  const { ledger, now } = context
  const snapshot = await ledger.refresh()
  const credential = findCredential(snapshot, params.credential)
  const { server } = credential.body
  const reference = readTryReference(body.reference, server)
  if (reference !== undefined) requireCredentialFor(snapshot, reference, credential.id)
  const found = await checkRegistry(context, { server, reference, credential })
  const check = await saveCredentialCheck(ledger.jobs, credential.body, found)
  return { revision: snapshot.revision, at: now.toISOString(), check }
}
