import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { trustTable } from '../../output/trust.ts'

export const trustList = defineCommand<ReadOptions, []>({
  name: 'trust list',
  summary: 'List the keys and identities that are trusted to sign images',
  examples: ['ingot trust list'],
  operations: ['listTrust'],
  declare: (command) => readFlags(command),
  async run(session, options) {
    const client = await session.client()
    const answer = await client.listTrust({ query: readQuery(options) })
    await emit(session, answer, {
      table: () => trustTable(answer.trust),
      names: () => answer.trust.map(({ name }) => name),
    })
    return exitStatus.yes
  },
})
