import { Option } from 'commander'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeTextFile } from '../../files.ts'
import { readFlags, type ReadOptions, readQuery } from '../../flags.ts'
import { emit } from '../../output/emit.ts'

interface Options extends ReadOptions {
  format?: 'text' | 'json'
  catalog?: string
  name?: string
  file?: string
}

export const recordExport = defineCommand<Options, []>({
  name: 'record export',
  summary: 'Export images as Package and Artifact records',
  examples: [
    'ingot record export > images.txt',
    'ingot record export --name our.base --format json -f base.json',
  ],
  operations: ['exportRecords'],
  declare: (command) =>
    readFlags(command)
      .addOption(
        new Option('--format <format>', 'form of the records (default: text)').choices(['text', 'json']),
      )
      .option('--catalog <name>', 'catalog to export (default: local)')
      .option('--name <name>', 'only images of this name')
      .option('-f, --file <file>', 'write the records to this file'),
  async run(session, options) {
    const { format, catalog, name, file } = options
    const client = await session.client()
    const answer = await client.exportRecords({ query: { format, catalog, name, ...readQuery(options) } })
    if (file !== undefined) {
      await writeTextFile(session.io, file, answer.text)
      return exitStatus.yes
    }
    await emit(session, answer, { table: () => answer.text, names: () => [] })
    return exitStatus.yes
  },
})
