import type { Operations, Output } from '@ingot/contract'
import type { Session } from '../session.ts'
import { credentialTable } from './credential.ts'
import { emit } from './emit.ts'
import { noteDryRun } from './note.ts'
import { plain } from './plain.ts'

/** Prints a credential as a change left it, and beside it what was understood otherwise than it was written. */
export async function emitCredential(
  session: Session,
  answer: Output<Operations['addCredential']>,
): Promise<void> {
  for (const note of answer.notes ?? []) await session.note(plain(note))
  await noteDryRun(session, answer.dryRun)
  await emit(session, answer, {
    table: () => credentialTable([answer.credential], session.paint),
    names: () => [answer.credential.name],
  })
}
