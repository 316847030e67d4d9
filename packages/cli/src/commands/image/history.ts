import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery, whichFlags, type WhichOptions } from '../../flags.ts'
import { changeLines, commitHead } from '../../output/commit.ts'
import { emit } from '../../output/emit.ts'

type Options = ReadOptions & WhichOptions

export const imageHistory = defineCommand<Options, [string]>({
  name: 'image history',
  summary: 'Show every commit that touched an image, newest first, with what it changed',
  examples: [
    'ingot image history cycle.image.ubuntu22',
    'ingot image history our.base --version 1.4.0 -o json',
  ],
  operations: ['imageHistory'],
  declare: (command) =>
    whichFlags(
      readFlags(command.argument('<image>', 'the id or the name of an image')),
      'default: all of them',
    ),
  async run(session, options, [image]) {
    const { version, catalog } = options
    const client = await session.client()
    const answer = await client.imageHistory({
      params: { image },
      query: { version, catalog, ...readQuery(options) },
    })
    const lines = answer.entries.flatMap((entry) => [
      commitHead(entry, session.paint),
      ...changeLines(entry.change, session.paint),
    ])
    await emit(session, answer, {
      table: () => lines.map((line) => `${line}\n`).join(''),
      names: () => answer.entries.map((entry) => String(entry.revision)),
    })
    return exitStatus.yes
  },
})
