import type { Client, ImageDifference } from '@ingot/contract'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import type { Paint } from '../../output/paint.ts'
import { plain } from '../../output/plain.ts'
import { imageWithId } from '../../output/words.ts'

interface Options extends ReadOptions {
  catalogA?: string
  catalogB?: string
}
type Answer = Awaited<ReturnType<Client['diffImages']>>

export const imageDiff = defineCommand<Options, [string, string]>({
  name: 'image diff',
  summary: 'Compare two images field by field, as they are read: with what they inherit',
  notes: ['With -o name it prints the names of the fields that differ.'],
  examples: [
    'ingot image diff 4b6a691a-bdb3-4ef2-9be8-5d64a4636e31 488231e9-a892-4ce0-8938-66589c31e9a8',
    'ingot image diff our.base other.base --catalog-a local --catalog-b staging',
  ],
  operations: ['diffImages'],
  declare: (command) =>
    readFlags(
      command
        .argument('<a>', 'the id or the name of an image')
        .argument('<b>', 'the id or the name of another'),
    )
      .option('--catalog-a <name>', 'catalog of the first (default: the first that has it)')
      .option('--catalog-b <name>', 'catalog of the second (default: the first that has it)'),
  async run(session, options, [a, b]) {
    const { catalogA, catalogB } = options
    const client = await session.client()
    const answer = await client.diffImages({ query: { a, b, catalogA, catalogB, ...readQuery(options) } })
    await emit(session, answer, {
      table: () => comparison(answer, session.paint),
      names: () => answer.differences.map(({ field }) => field),
    })
    return exitStatus.yes
  },
})

function comparison({ a, b, differences }: Answer, paint: Paint): string {
  const lines = [
    `${paint.bad('-')} ${imageWithId(a)} of ${plain(a.catalog)}`,
    `${paint.good('+')} ${imageWithId(b)} of ${plain(b.catalog)}`,
    ...(differences.length === 0 ? ['They do not differ'] : []),
    ...differences.map((difference) => `  ${differenceText(difference, paint)}`),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function differenceText({ field, a, b }: ImageDifference, paint: Paint): string {
  const sides = [
    a === undefined ? 'none' : paint.bad(plain(a)),
    b === undefined ? 'none' : paint.good(plain(b)),
  ]
  return `${plain(field)}: ${sides.join(' → ')}`
}
