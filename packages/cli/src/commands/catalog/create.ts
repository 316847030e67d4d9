import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { catalogTable } from '../../output/catalog-table.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'

interface Options extends WriteOptions {
  description?: string
}

export const catalogCreate = defineCommand<Options, [string]>({
  name: 'catalog create',
  summary: 'Create a custom catalog; it is searched first',
  examples: ['ingot catalog create staging --description "Images under test"'],
  operations: ['createCatalog'],
  declare: (command) =>
    writeFlags(command.argument('<catalog>', 'name: lower case letters, digits and hyphens')).option(
      '--description <text>',
      'what it is for',
    ),
  async run(session, options, [name]) {
    const client = await session.client()
    const body = { name, description: options.description }
    const answer = await client.createCatalog({ query: writeQuery(options), body })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () => catalogTable([answer.catalog]),
      names: () => [answer.catalog.name],
    })
    return exitStatus.yes
  },
})
