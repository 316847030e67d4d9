import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { catalogTable } from '../../output/catalog-table.ts'
import { emit } from '../../output/emit.ts'

export const catalogList = defineCommand<ReadOptions, []>({
  name: 'catalog list',
  summary: 'List catalogs in the order in which they are searched',
  examples: ['ingot catalog list'],
  operations: ['listCatalogs'],
  declare: readFlags,
  async run(session, options) {
    const client = await session.client()
    const answer = await client.listCatalogs({ query: readQuery(options) })
    await emit(session, answer, {
      table: () => catalogTable(answer.catalogs),
      names: () => answer.catalogs.map(({ name }) => name),
    })
    return exitStatus.yes
  },
})
