import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery, whichFlags, type WhichOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { imageSheet } from '../../output/image-sheet.ts'

type Options = ReadOptions & WhichOptions

export const imageShow = defineCommand<Options, [string]>({
  name: 'image show',
  summary: 'Show one image with its artifacts, its stages and its other versions',
  examples: [
    'ingot image show cycle.image.ubuntu22',
    'ingot image show our.base --version 1.x --at 2026-01-31',
  ],
  operations: ['showImage'],
  declare: (command) => whichFlags(readFlags(command.argument('<image>', 'the id or the name of an image'))),
  async run(session, options, [image]) {
    const { version, catalog } = options
    const client = await session.client()
    const answer = await client.showImage({
      params: { image },
      query: { version, catalog, ...readQuery(options) },
    })
    await emit(session, answer, {
      table: () => imageSheet(answer.image, answer.versions, session.paint),
      names: () => [answer.image.name],
    })
    return exitStatus.yes
  },
})
