import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { forceFlag, writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'
import { counted } from '../../output/words.ts'

interface Options extends WriteOptions {
  withImages?: boolean
  force?: boolean
}

export const catalogDelete = defineCommand<Options, [string]>({
  name: 'catalog delete',
  summary: 'Delete a catalog; one that holds images or is in use goes only with --force and --reason',
  notes: ['The refusal lists who uses it. "ingot catalog restore" brings it back with its images.'],
  examples: [
    'ingot catalog delete staging --with-images',
    'ingot catalog delete staging --force --reason "Tests are over"',
  ],
  operations: ['deleteCatalog'],
  declare: (command) =>
    forceFlag(
      writeFlags(command.argument('<catalog>', 'name of the catalog')).option(
        '--with-images',
        'delete its images too, where none is in use',
      ),
      'delete it although it holds images or is in use',
    ),
  async run(session, options, [catalog]) {
    const client = await session.client()
    const answer = await client.deleteCatalog({
      params: { catalog },
      query: { ...writeQuery(options), withImages: options.withImages, force: options.force },
    })
    await noteDryRun(session, answer.dryRun)
    await emit(session, answer, {
      table: () =>
        `${answer.dryRun ? 'Would delete' : 'Deleted'} ${plain(answer.catalog)} with ${counted(answer.images, 'image')}\n`,
      names: () => [answer.catalog],
    })
    return exitStatus.yes
  },
})
