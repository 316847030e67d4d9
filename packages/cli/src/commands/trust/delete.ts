import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'

export const trustDelete = defineCommand<WriteOptions, [string]>({
  name: 'trust delete',
  summary: 'Trust a key or an identity no longer',
  examples: ['ingot trust delete release-team --reason "The key was replaced"'],
  operations: ['deleteTrust'],
  declare: (command) => writeFlags(command.argument('<name>', 'name of the key or identity')),
  async run(session, options, [trust]) {
    const client = await session.client()
    const answer = await client.deleteTrust({ params: { trust }, query: writeQuery(options) })
    await noteDryRun(session, answer.dryRun)
    const verb = answer.dryRun ? 'Would trust no longer' : 'Trusted no longer'
    await emit(session, answer, {
      table: () => `${verb}: ${plain(answer.trust.name)}\n`,
      names: () => [answer.trust.name],
    })
    return exitStatus.yes
  },
})
