import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeTextFile } from '../../files.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'

interface Options extends ReadOptions {
  file?: string
}

export const catalogExport = defineCommand<Options, [string]>({
  name: 'catalog export',
  summary: 'Export a catalog as Cloudbreak JSON v3, derived images merged with their sources',
  notes: ['With -o name it prints the ids of the exported images.'],
  examples: [
    'ingot catalog export our-images > our-images.json',
    'ingot catalog export our-images -f v3.json',
  ],
  operations: ['exportCatalog'],
  declare: (command) =>
    readFlags(command.argument('<catalog>', 'name of the catalog')).option(
      '-f, --file <file>',
      'write the catalog to this file',
    ),
  async run(session, options, [catalog]) {
    const client = await session.client()
    const answer = await client.exportCatalog({ params: { catalog }, query: readQuery(options) })
    const text = `${JSON.stringify(answer, undefined, 2)}\n`
    if (options.file !== undefined) {
      await writeTextFile(session.io, options.file, text)
      return exitStatus.yes
    }
    await emit(session, answer, { table: () => text, names: () => idsOf(answer) })
    return exitStatus.yes
  },
})

/** The ids of the images in all lists of a Cloudbreak catalog. */
function idsOf({ images }: Record<string, unknown>): string[] {
  if (typeof images !== 'object' || images === null) return []
  return Object.values(images).flatMap((list: unknown) =>
    Array.isArray(list) ? list.map((entry: { uuid?: unknown }) => String(entry.uuid)) : [],
  )
}
