import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { momentOf, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emitCredential } from '../../output/emit-credential.ts'
import { passwordFlags, passwordNote, type PasswordOptions, readPassword } from './password.ts'

interface Options extends WriteOptions, PasswordOptions {
  username?: string
  expires?: string
}

export const credentialRotate = defineCommand<Options, [string]>({
  name: 'credential rotate',
  summary: 'Give a credential another password; the old one is destroyed, in all of history',
  notes: [passwordNote],
  examples: [
    'ingot credential rotate ci --password-stdin < password.txt',
    'aws ecr get-login-password | ingot credential rotate ecr --password-stdin',
  ],
  operations: ['rotateCredential'],
  declare: (command) =>
    passwordFlags(writeFlags(command.argument('<credential>', 'id or name of the credential')))
      .option('--username <user>', 'another user (default: the same)')
      .option('--expires <time>', 'when it ends (RFC 3339 or a date; default: as its kind does)'),
  async run(session, options, [credential]) {
    const { username, expires } = options
    const password = await readPassword(session, options)
    const client = await session.client()
    const answer = await client.rotateCredential({
      params: { credential },
      query: writeQuery(options),
      body: { username, password, expires: expires === undefined ? undefined : momentOf(expires) },
    })
    await emitCredential(session, answer)
    return exitStatus.yes
  },
})
