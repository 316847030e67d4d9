import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'

export const baseDelete = defineCommand<WriteOptions, [string]>({
  name: 'base delete',
  summary: 'Allow a base no longer; what was added on it stays',
  examples: ['ingot base delete ubuntu:18.04 --reason "End of life"'],
  operations: ['deleteBase'],
  declare: (command) => writeFlags(command.argument('<base>', 'reference or id of the base')),
  async run(session, options, [base]) {
    const client = await session.client()
    const answer = await client.deleteBase({ params: { base }, query: writeQuery(options) })
    await noteDryRun(session, answer.dryRun)
    const verb = answer.dryRun ? 'Would allow no longer' : 'Allowed no longer'
    await emit(session, answer, {
      table: () => `${verb}: ${plain(answer.base.reference)}\n`,
      names: () => [answer.base.id],
    })
    return exitStatus.yes
  },
})
