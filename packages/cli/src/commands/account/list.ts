import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { accountTable } from '../../output/account.ts'
import { emit } from '../../output/emit.ts'

export const accountList = defineCommand<ReadOptions, []>({
  name: 'account list',
  summary: 'List the accounts, with how their last test and their last scan went',
  examples: ['ingot account list'],
  operations: ['listAccounts'],
  declare: readFlags,
  async run(session, options) {
    const client = await session.client()
    const answer = await client.listAccounts({ query: readQuery(options) })
    await emit(session, answer, {
      table: () => accountTable(answer.accounts),
      names: () => answer.accounts.map(({ name }) => name),
    })
    return exitStatus.yes
  },
})
