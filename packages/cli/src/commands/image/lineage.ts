import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery, whichFlags, type WhichOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { lineageTree } from '../../output/lineage.ts'

type Options = ReadOptions & WhichOptions

export const imageLineage = defineCommand<Options, [string]>({
  name: 'image lineage',
  summary: 'Show what an image derives from and what derives from it, as a tree',
  notes: ['With -o name it prints the ids of all of them.'],
  examples: ['ingot image lineage 4b6a691a-bdb3-4ef2-9be8-5d64a4636e31'],
  operations: ['imageLineage'],
  declare: (command) => whichFlags(readFlags(command.argument('<image>', 'the id or the name of an image'))),
  async run(session, options, [image]) {
    const { version, catalog } = options
    const client = await session.client()
    const answer = await client.imageLineage({
      params: { image },
      query: { version, catalog, ...readQuery(options) },
    })
    await emit(session, answer, {
      table: () => lineageTree(answer.entries, image, session.paint),
      names: () => answer.entries.map(({ id }) => id),
    })
    return exitStatus.yes
  },
})
