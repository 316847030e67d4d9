import { sourceText } from '../../catalog-source.ts'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emitSync } from './emit-sync.ts'

interface Options extends WriteOptions {
  all?: boolean
}

export const catalogSync = defineCommand<Options, [string]>({
  name: 'catalog sync',
  summary: 'Bring a default catalog in step with its source, in one commit; a faulty source changes nothing',
  notes: [
    'Images that the source no longer lists are kept as withdrawn: never chosen, but still read by what inherits from them.',
    'With -o name it prints the ids of the images that came, changed or went.',
  ],
  examples: ['ingot catalog sync cdp-default', 'ingot catalog sync cdp-default --dry-run --all'],
  operations: ['showCatalog', 'syncCatalog'],
  declare: (command) =>
    writeFlags(command.argument('<catalog>', 'name of the catalog')).option(
      '--all',
      'list every image that came or changed, not the first of them',
    ),
  async run(session, options, [catalog]) {
    const client = await session.client()
    const { mirror } = (await client.showCatalog({ params: { catalog } })).catalog
    const content = await sourceText(session, mirror?.from)
    const answer = await client.syncCatalog({
      params: { catalog },
      query: writeQuery(options),
      body: { content },
    })
    await emitSync(session, answer, options)
    return exitStatus.yes
  },
})
