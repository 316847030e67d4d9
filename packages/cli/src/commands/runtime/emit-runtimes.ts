import type { RuntimeView } from '@ingot/contract'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { runtimeTable } from '../../output/runtime.ts'
import type { Session } from '../../session.ts'

/** Prints runtimes that were changed, as they are now. */
export async function emitRuntimes(
  session: Session,
  answer: { dryRun: boolean; runtimes: readonly RuntimeView[] },
): Promise<void> {
  await noteDryRun(session, answer.dryRun)
  await emit(session, answer, {
    table: () => runtimeTable(answer.runtimes, session.paint),
    names: () => answer.runtimes.map(({ identifier }) => identifier),
  })
}
