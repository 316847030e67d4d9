import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { forceFlag, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'

interface Options extends WriteOptions {
  force?: boolean
}

export const credentialDelete = defineCommand<Options, [string]>({
  name: 'credential delete',
  summary: 'Delete a credential and destroy what it holds, in all of history',
  notes: ['One that runtimes are read with goes only with --force and --reason; the refusal lists them.'],
  examples: [
    'ingot credential delete ci',
    'ingot credential delete ci --force --reason "The account was closed"',
  ],
  operations: ['deleteCredential'],
  declare: (command) =>
    forceFlag(
      writeFlags(command.argument('<credential>', 'id or name of the credential')),
      'delete it although runtimes are read with it',
    ),
  async run(session, options, [credential]) {
    const client = await session.client()
    const answer = await client.deleteCredential({
      params: { credential },
      query: { ...writeQuery(options), force: options.force },
    })
    await noteDryRun(session, answer.dryRun)
    const { name, server } = answer.credential
    await emit(session, answer, {
      table: () => `${answer.dryRun ? 'Would delete' : 'Deleted'} ${plain(name)} (${plain(server)})\n`,
      names: () => [name],
    })
    return exitStatus.yes
  },
})
