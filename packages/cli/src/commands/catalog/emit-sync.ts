import type { Client } from '@ingot/contract'
import { noteDiagnostics } from '../../output/diagnostics.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { syncReport } from '../../output/sync-report.ts'
import type { Session } from '../../session.ts'

type Answer = Awaited<ReturnType<Client['syncCatalog']>>

/** Prints what came, changed and went. With `-o name`: the ids of the images that did. */
export async function emitSync(session: Session, answer: Answer, options: { all?: boolean }): Promise<void> {
  await noteDryRun(session, answer.dryRun)
  await noteDiagnostics(session, answer.warnings)
  await emit(session, answer, {
    table: () => syncReport(answer, options.all === true, session.paint),
    names: () => answer.images.map(({ image }) => image.id),
  })
}
