import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { catalogTable } from '../../output/catalog-table.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'

export const catalogRestore = defineCommand<WriteOptions, [string]>({
  name: 'catalog restore',
  summary: 'Bring a deleted catalog back with its images and roles, as they were when it was last deleted',
  examples: ['ingot catalog restore our-images --reason "Deleted by mistake"'],
  operations: ['restoreCatalog'],
  declare: (command) => writeFlags(command.argument('<catalog>', 'name that the catalog had')),
  async run(session, options, [catalog]) {
    const client = await session.client()
    const answer = await client.restoreCatalog({ params: { catalog }, query: writeQuery(options) })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () => catalogTable([answer.catalog]),
      names: () => [answer.catalog.name],
    })
    return exitStatus.yes
  },
})
