import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { catalogTable } from '../../output/catalog-table.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { UsageError } from '../../usage-error.ts'

interface Options extends WriteOptions {
  description?: string
  owner?: string
}

export const catalogUpdate = defineCommand<Options, [string]>({
  name: 'catalog update',
  summary: 'Change the description or the owner of a catalog',
  examples: [
    'ingot catalog update our-images --description "Hardened images of 2026"',
    'ingot catalog update our-images --owner ada',
  ],
  operations: ['updateCatalog'],
  declare: (command) =>
    writeFlags(command.argument('<catalog>', 'name of the catalog'))
      .option('--description <text>', 'what it is for; an empty text takes the description away')
      .option('--owner <user>', 'who owns it from now on'),
  async run(session, options, [catalog]) {
    const { description, owner } = options
    if (description === undefined && owner === undefined) throw nothingToChange()
    const client = await session.client()
    const answer = await client.updateCatalog({
      params: { catalog },
      query: writeQuery(options),
      body: { description, owner },
    })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () => catalogTable([answer.catalog]),
      names: () => [answer.catalog.name],
    })
    return exitStatus.yes
  },
})

function nothingToChange(): UsageError {
  return new UsageError(
    'USAGE',
    'Expected --description or --owner, got neither',
    'Say what is to be changed.',
  )
}
