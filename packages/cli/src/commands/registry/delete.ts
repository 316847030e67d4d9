import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { forceFlag, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'

interface Options extends WriteOptions {
  force?: boolean
}

export const registryDelete = defineCommand<Options, [string]>({
  name: 'registry delete',
  summary: 'Forget a registry; one that runtimes are on goes only with --force and --reason',
  notes: ['Its runtimes stay, but cannot be read any more where it is private.'],
  examples: ['ingot registry delete lab', 'ingot registry delete site --force --reason "Moved to Harbor"'],
  operations: ['deleteRegistry'],
  declare: (command) =>
    forceFlag(
      writeFlags(command.argument('<name>', 'name of the registry')),
      'delete it although runtimes are on it',
    ),
  async run(session, options, [registry]) {
    const client = await session.client()
    const answer = await client.deleteRegistry({
      params: { registry },
      query: { ...writeQuery(options), force: options.force },
    })
    await noteDryRun(session, answer.dryRun)
    const { name, server } = answer.registry
    await emit(session, answer, {
      table: () => `${answer.dryRun ? 'Would delete' : 'Deleted'} ${plain(name)} (${plain(server)})\n`,
      names: () => [name],
    })
    return exitStatus.yes
  },
})
