import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { accountSheet } from '../../output/account.ts'
import { emit } from '../../output/emit.ts'

export const accountShow = defineCommand<ReadOptions, [string]>({
  name: 'account show',
  summary: 'Show an account: how it is spoken to, what is in it, how it is',
  examples: ['ingot account show production'],
  operations: ['showAccount'],
  declare: (command) => readFlags(command.argument('<name>', 'name of the account')),
  async run(session, options, [account]) {
    const client = await session.client()
    const answer = await client.showAccount({ params: { account }, query: readQuery(options) })
    await emit(session, answer, {
      table: () => accountSheet(answer.account, answer.artifacts),
      names: () => [answer.account.name],
    })
    return exitStatus.yes
  },
})
