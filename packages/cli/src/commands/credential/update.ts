import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { momentOf, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emitCredential } from '../../output/emit-credential.ts'
import { UsageError } from '../../usage-error.ts'

interface Options extends WriteOptions {
  name?: string
  server?: string
  path?: string
  default?: boolean
  expires?: string
}

export const credentialUpdate = defineCommand<Options, [string]>({
  name: 'credential update',
  summary: 'Change where a credential holds, its name, or when it ends',
  examples: [
    'ingot credential update ci --path team/project',
    'ingot credential update ci --no-default --expires 2027-01-01',
  ],
  operations: ['updateCredential'],
  declare: (command) =>
    writeFlags(command.argument('<credential>', 'id or name of the credential'))
      .option('--name <name>', 'another name')
      .option('--server <host[:port]>', 'another registry, as image references write it')
      .option('--path <repository>', 'only for repositories that are or begin with this; empty: for all')
      .option('--default', 'the one to take where several fit equally well')
      .option('--no-default', 'not that one any more')
      .option('--expires <time>', 'when it ends (RFC 3339 or a date)'),
  async run(session, options, [credential]) {
    const { name, server, path, default: isDefault, expires } = options
    if ([name, server, path, isDefault, expires].every((given) => given === undefined))
      throw nothingToChange()
    const client = await session.client()
    const answer = await client.updateCredential({
      params: { credential },
      query: writeQuery(options),
      body: {
        name,
        server,
        path,
        isDefault,
        expires: expires === undefined ? undefined : momentOf(expires),
      },
    })
    await emitCredential(session, answer)
    return exitStatus.yes
  },
})

function nothingToChange(): UsageError {
  return new UsageError(
    'USAGE',
    'Expected --name, --server, --path, --default, --no-default or --expires, got none',
    'Say what is to be changed; "ingot credential rotate" changes the password.',
  )
}
