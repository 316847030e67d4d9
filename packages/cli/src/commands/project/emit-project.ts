import type { Client } from '@ingot/contract'
import { consumerSheet } from '../../output/consumer.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import type { Session } from '../../session.ts'

/** Prints a project as it is now. */
export async function emitProject(
  session: Session,
  answer: Awaited<ReturnType<Client['createProject']>>,
): Promise<void> {
  await noteDryRun(session, answer.dryRun)
  await emit(session, answer, {
    table: () => consumerSheet(answer.consumer, session.paint),
    names: () => [answer.consumer.id],
  })
}
