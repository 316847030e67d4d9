import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { catalogTable } from '../../output/catalog-table.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'

export const catalogOrder = defineCommand<WriteOptions, [string[]]>({
  name: 'catalog order',
  summary: 'Set the order in which catalogs are searched; those not named follow in their present order',
  examples: ['ingot catalog order local staging cyclecloud-default'],
  operations: ['orderCatalogs'],
  declare: (command) => writeFlags(command.argument('<catalogs...>', 'names, the first searched first')),
  async run(session, options, [order]) {
    const client = await session.client()
    const answer = await client.orderCatalogs({ query: writeQuery(options), body: { order } })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () => catalogTable(answer.catalogs),
      names: () => answer.catalogs.map(({ name }) => name),
    })
    return exitStatus.yes
  },
})
