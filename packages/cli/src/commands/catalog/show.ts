import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { catalogSheet } from '../../output/catalog-sheet.ts'
import { emit } from '../../output/emit.ts'

export const catalogShow = defineCommand<ReadOptions, [string]>({
  name: 'catalog show',
  summary: 'Show one catalog',
  examples: ['ingot catalog show local'],
  operations: ['showCatalog'],
  declare: (command) => readFlags(command.argument('<catalog>', 'name of the catalog')),
  async run(session, options, [catalog]) {
    const client = await session.client()
    const answer = await client.showCatalog({ params: { catalog }, query: readQuery(options) })
    await emit(session, answer, {
      table: () => catalogSheet(answer.catalog, session.paint),
      names: () => [answer.catalog.name],
    })
    return exitStatus.yes
  },
})
