import type { Credential, Operations, Output } from '@ingot/contract'
import type { Context } from '../context.ts'
import type { Outcome } from '../transact.ts'
import { credentialView } from './credential-view.ts'
import { findCredential } from './stored-credentials.ts'

/** What is answered to a change of a credential: as it is stored now, or would be. */
export async function credentialAnswer(
  { ledger }: Pick<Context, 'ledger'>,
  { answer, view, dryRun }: Outcome<Credential>,
  notes: readonly string[] = [],
): Promise<Output<Operations['addCredential']>> {
  const { snapshot, at, stamp } = view
  const stored = dryRun
    ? { body: answer, revision: snapshot.revision + 1 }
    : findCredential(snapshot, answer.id)
  const credential = await credentialView(ledger, stored, at)
  return { ...stamp, dryRun, credential, ...(notes.length === 0 ? {} : { notes: [...notes] }) }
}
