import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { forceFlag, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'

interface Options extends WriteOptions {
  force?: boolean
}

export const accountDelete = defineCommand<Options, [string]>({
  name: 'account delete',
  summary: 'Forget an account and destroy its secret; one with artifacts goes only with --force and --reason',
  notes: ['Its artifacts stay, but nobody looks any more whether they exist.'],
  examples: [
    'ingot account delete lab',
    'ingot account delete old --force --reason "The subscription is closed"',
  ],
  operations: ['deleteAccount'],
  declare: (command) =>
    forceFlag(
      writeFlags(command.argument('<name>', 'name of the account')),
      'delete it although artifacts are in it',
    ),
  async run(session, options, [account]) {
    const client = await session.client()
    const answer = await client.deleteAccount({
      params: { account },
      query: { ...writeQuery(options), force: options.force },
    })
    await noteDryRun(session, answer.dryRun)
    const { name, settings } = answer.account
    await emit(session, answer, {
      table: () => `${answer.dryRun ? 'Would delete' : 'Deleted'} ${plain(name)} (${settings.provider})\n`,
      names: () => [name],
    })
    return exitStatus.yes
  },
})
