import type { Credential, CredentialView } from '@ingot/contract'
import type { Document, Ledger } from '@ingot/ledger'
import { credentialCheck } from './check-state.ts'
import { expiryState } from './credential-expiry.ts'

/** A credential as it is shown: without what it holds, with its state at a moment and what its last test said. */
export async function credentialView(
  { jobs }: Pick<Ledger, 'jobs'>,
  { body, revision }: Pick<Document<Credential>, 'body' | 'revision'>,
  at: Date,
): Promise<CredentialView> {
  // What is sealed is of no use to anybody who is shown a credential.
  const { sealed: _, ...shown } = body
  const lastCheck = await credentialCheck(jobs, body)
  return {
    ...shown,
    state: expiryState(body, at),
    ...(lastCheck === undefined ? {} : { lastCheck }),
    revision,
  }
}
