import type { Client } from '@ingot/contract'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { repoTable } from '../../output/runtime-repo.ts'
import type { Session } from '../../session.ts'

/** Prints one Runtime Repo as it is now. */
export async function emitRepo(
  session: Session,
  answer: Awaited<ReturnType<Client['addRuntimeRepo']>>,
): Promise<void> {
  await noteDryRun(session, answer.dryRun)
  await emit(session, answer, {
    table: () => repoTable([answer.repo], session.paint),
    names: () => [answer.repo.name],
  })
}
