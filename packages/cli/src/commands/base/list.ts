import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { baseTable } from '../../output/base.ts'
import { emit } from '../../output/emit.ts'

export const baseList = defineCommand<ReadOptions, []>({
  name: 'base list',
  summary: 'List the allowed bases with every digest that they ever had',
  notes: [
    'Digests are cut; -o json has them whole, with every layer. With -o name it prints the references.',
  ],
  examples: ['ingot base list', 'ingot base list -o json'],
  operations: ['listBases'],
  declare: (command) => readFlags(command),
  async run(session, options) {
    const client = await session.client()
    const answer = await client.listBases({ query: readQuery(options) })
    await emit(session, answer, {
      table: () => baseTable(answer.bases),
      names: () => answer.bases.map(({ reference }) => reference),
    })
    return exitStatus.yes
  },
})
