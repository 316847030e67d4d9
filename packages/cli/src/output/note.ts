import type { Session } from '../session.ts'

/** Says that nothing was changed, where that is so. */
export async function noteDryRun(session: Session, dryRun: boolean): Promise<void> {
  if (dryRun) await session.note('Dry run: nothing was changed')
}
