import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'

interface Options extends WriteOptions {
  off?: boolean
}

export const catalogPublish = defineCommand<Options, [string]>({
  name: 'catalog publish',
  summary: 'Let everybody read a catalog at /catalogs/NAME.json of the server, without a key; or no longer',
  examples: ['ingot catalog publish our-images', 'ingot catalog publish our-images --off'],
  operations: ['publishCatalog'],
  declare: (command) =>
    writeFlags(command.argument('<catalog>', 'name of the catalog')).option('--off', 'ask for a key again'),
  async run(session, options, [catalog]) {
    const client = await session.client()
    const answer = await client.publishCatalog({
      params: { catalog },
      query: writeQuery(options),
      body: { published: options.off !== true },
    })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () => publication(answer.catalog.name, answer.catalog.published === true),
      names: () => [answer.catalog.name],
    })
    return exitStatus.yes
  },
})

function publication(name: string, published: boolean): string {
  return `/catalogs/${plain(name)}.json ${published ? 'answers without a key' : 'asks for a key'}\n`
}
