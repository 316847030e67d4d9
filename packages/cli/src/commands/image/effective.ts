import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery, whichFlags, type WhichOptions } from '../../flags.ts'
import { effectiveSheet } from '../../output/effective-sheet.ts'
import { emit } from '../../output/emit.ts'

type Options = ReadOptions & WhichOptions

export const imageEffective = defineCommand<Options, [string]>({
  name: 'image effective',
  summary: 'Show each field of an image with where it comes from: its own, its source, or rewritten',
  notes: [
    'Rewritten is what the source says with its archive replaced by the parcel base URL of the image.',
    'With -o name it prints the names of the fields that are its own or rewritten.',
  ],
  examples: ['ingot image effective 6f1c2a7e-2c55-4d57-9a4f-1f6d0f7f3a10 --catalog our-images'],
  operations: ['effectiveImage'],
  declare: (command) => whichFlags(readFlags(command.argument('<image>', 'the id or the name of an image'))),
  async run(session, options, [image]) {
    const { version, catalog } = options
    const client = await session.client()
    const answer = await client.effectiveImage({
      params: { image },
      query: { version, catalog, ...readQuery(options) },
    })
    await emit(session, answer, {
      table: () => effectiveSheet(answer, session.paint),
      names: () => answer.fields.flatMap(({ field, origin }) => (origin === 'source' ? [] : [field])),
    })
    return exitStatus.yes
  },
})
