import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { credentialTable } from '../../output/credential.ts'
import { emit } from '../../output/emit.ts'

export const credentialList = defineCommand<ReadOptions, []>({
  name: 'credential list',
  summary: 'List credentials with their expiry and their last test; what they hold is never shown',
  examples: ['ingot credential list'],
  operations: ['listCredentials'],
  declare: readFlags,
  async run(session, options) {
    const client = await session.client()
    const answer = await client.listCredentials({ query: readQuery(options) })
    await emit(session, answer, {
      table: () => credentialTable(answer.credentials, session.paint),
      names: () => answer.credentials.map(({ name }) => name),
    })
    return exitStatus.yes
  },
})
