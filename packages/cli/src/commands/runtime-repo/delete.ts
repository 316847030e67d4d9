import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'

export const runtimeRepoDelete = defineCommand<WriteOptions, [string]>({
  name: 'runtime-repo delete',
  summary: 'Forget a Runtime Repo; the runtimes that it brought stay',
  examples: ['ingot runtime-repo delete vendor --reason "Mirrored by ourselves"'],
  operations: ['deleteRuntimeRepo'],
  declare: (command) => writeFlags(command.argument('<repo>', 'name or id of the Runtime Repo')),
  async run(session, options, [repo]) {
    const client = await session.client()
    const answer = await client.deleteRuntimeRepo({ params: { repo }, query: writeQuery(options) })
    await noteDryRun(session, answer.dryRun)
    const verb = answer.dryRun ? 'Would forget' : 'Forgot'
    await emit(session, answer, {
      table: () => `${verb} the Runtime Repo ${plain(answer.repo.name)}\n`,
      names: () => [answer.repo.name],
    })
    return exitStatus.yes
  },
})
