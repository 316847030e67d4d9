import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { momentOf, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emitCredential } from '../../output/emit-credential.ts'
import { passwordFlags, passwordNote, type PasswordOptions, readPassword } from './password.ts'

interface Options extends WriteOptions, PasswordOptions {
  server: string
  username: string
  path?: string
  default?: boolean
  expires?: string
}

export const credentialAdd = defineCommand<Options, [string]>({
  name: 'credential add',
  summary: 'Add user and password for a registry; both are sealed and never shown again',
  notes: [
    passwordNote,
    'Of several for one server the one with the longest fitting path is used, then the default, then the newest.',
    'Tokens of ECR, ACR and Google end after 12, 3 and 1 hours unless --expires says otherwise.',
  ],
  examples: [
    'ingot credential add ci --server registry.corp.example:5000 --username ci --password-stdin < password.txt',
    'ingot credential add team --server docker.io --username team --path team --default --password-file token.txt',
  ],
  operations: ['addCredential'],
  declare: (command) =>
    passwordFlags(
      writeFlags(command.argument('<name>', 'name of the credential'))
        .requiredOption('--server <host[:port]>', 'the registry, as image references write it')
        .requiredOption('--username <user>', 'user of the registry'),
    )
      .option('--path <repository>', 'only for repositories that are or begin with this: team/project')
      .option('--default', 'the one to take where several fit equally well')
      .option('--expires <time>', 'when it ends (RFC 3339 or a date)'),
  async run(session, options, [name]) {
    const { server, username, path, expires } = options
    const password = await readPassword(session, options)
    const client = await session.client()
    const answer = await client.addCredential({
      query: writeQuery(options),
      body: {
        name,
        server,
        username,
        password,
        path,
        isDefault: options.default,
        expires: expires === undefined ? undefined : momentOf(expires),
      },
    })
    await emitCredential(session, answer)
    return exitStatus.yes
  },
})
