import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { openBytes } from '../../files.ts'
import { dryRunFlag, sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { verificationText } from '../../output/verification.ts'

interface Options extends SharedOptions {
  dryRun?: boolean
}

export const ledgerRestore = defineCommand<Options, [string]>({
  name: 'ledger restore',
  summary: 'Restore a backup into an empty ledger, verified by its digests: all of it, or nothing',
  examples: ['ingot ledger restore ingot-2026-01-31.jsonl.gz --db restored.db'],
  operations: ['restoreLedger'],
  declare: (command) => dryRunFlag(sharedFlags(command.argument('<file>', 'a backup; - is standard input'))),
  async run(session, { dryRun }, [file]) {
    const stream = await openBytes(session.io, file)
    const answer = await (await session.client()).restoreLedger({ query: { dryRun }, stream })
    await noteDryRun(session, dryRun === true)
    await emit(session, answer, {
      table: () => verificationText(answer, session.paint),
      names: () => [answer.digest],
    })
    return answer.intact ? exitStatus.yes : exitStatus.no
  },
})
