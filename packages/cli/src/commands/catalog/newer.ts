import type { NewerSource } from '@ingot/contract'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { factsFields, factsRow } from '../../output/facts.ts'
import { plain } from '../../output/plain.ts'
import { table } from '../../output/table.ts'
import { counted, imageWithId } from '../../output/words.ts'

export const catalogNewer = defineCommand<ReadOptions, [string]>({
  name: 'catalog newer',
  summary: 'List derived images of a catalog whose source has newer siblings',
  notes: [
    'A sibling is of the same type, provider, runtime, operating system and architecture.',
    'With -o name it prints the ids of the derived images; with -o csv a row for each newer sibling.',
  ],
  examples: ['ingot catalog newer our-images', 'ingot catalog newer our-images -o csv > newer.csv'],
  operations: ['newerSources'],
  declare: (command) => readFlags(command.argument('<catalog>', 'name of the catalog'), 'csv'),
  async run(session, options, [catalog]) {
    const client = await session.client()
    const answer = await client.newerSources({ params: { catalog }, query: readQuery(options) })
    await emit(session, answer, {
      table: () => newerTable(answer.images),
      names: () => answer.images.map(({ image }) => image.id),
      csv: () => [['image', 'source', ...factsFields], ...answer.images.flatMap(newerRows)],
    })
    return exitStatus.yes
  },
})

async function newerTable(images: readonly NewerSource[]): Promise<string> {
  const rows = images.map(({ image, source, newer }) => [
    imageWithId(image),
    plain(source.id),
    newer[0] === undefined ? '' : `${plain(newer[0].version)} (${plain(newer[0].id)})`,
    counted(newer.length, 'newer image'),
  ])
  return await table(['IMAGE', 'SOURCE', 'NEWEST', 'COUNT'], rows, 'No source has a newer sibling')
}

function newerRows({ image, source, newer }: NewerSource): string[][] {
  return newer.map((sibling) => [image.id, source.id, ...factsRow(sibling)])
}
