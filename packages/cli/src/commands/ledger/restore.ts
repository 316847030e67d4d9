import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { openBytes } from '../../files.ts'
import { sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { verificationText } from '../../output/verification.ts'

export const ledgerRestore = defineCommand<SharedOptions, [string]>({
  name: 'ledger restore',
  summary: 'Restore a backup into an empty ledger, verified by its digests: all of it, or nothing',
  examples: ['ingot ledger restore ingot-2026-01-31.jsonl.gz --db restored.db'],
  operations: ['restoreLedger'],
  declare: (command) => sharedFlags(command.argument('<file>', 'a backup; - is standard input')),
  async run(session, _options, [file]) {
    const stream = await openBytes(session.io, file)
    const answer = await (await session.client()).restoreLedger({ stream })
    await emit(session, answer, {
      table: () => verificationText(answer, session.paint),
      names: () => [answer.digest],
    })
    return answer.intact ? exitStatus.yes : exitStatus.no
  },
})
