import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import {
  forceFlag,
  whichFlags,
  type WhichOptions,
  writeFlags,
  type WriteOptions,
  writeQuery,
} from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { plain } from '../../output/plain.ts'
import { imageWithId } from '../../output/words.ts'

interface Options extends WriteOptions, WhichOptions {
  force?: boolean
}

export const imageDelete = defineCommand<Options, [string]>({
  name: 'image delete',
  summary: 'Delete an image of a custom catalog; one in use goes only with --force and --reason',
  notes: ['The refusal lists who uses the image and what derives from it.'],
  examples: [
    'ingot image delete 6f1c2a7e-2c55-4d57-9a4f-1f6d0f7f3a10 --catalog our-images',
    'ingot image delete our.base --version 1.4.1 --force --reason "Built from the wrong branch"',
  ],
  operations: ['deleteImage'],
  declare: (command) =>
    forceFlag(
      whichFlags(
        writeFlags(command.argument('<image>', 'the id or the name of an image')),
        'needed where the name has several',
      ),
      'delete it although it is in use',
    ),
  async run(session, options, [image]) {
    const { version, catalog, force } = options
    const client = await session.client()
    const answer = await client.deleteImage({
      params: { image },
      query: { version, catalog, force, ...writeQuery(options) },
    })
    await noteDryRun(session, answer.dryRun)
    const verb = answer.dryRun ? 'Would delete' : 'Deleted'
    await emit(session, answer, {
      table: () => `${verb} ${imageWithId(answer.image)} of ${plain(answer.image.catalog)}\n`,
      names: () => [answer.image.id],
    })
    return exitStatus.yes
  },
})
