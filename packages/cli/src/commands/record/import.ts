import type { ImportSummary, TextFile } from '@ingot/contract'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeFlags, type WriteOptions, writeQuery } from '../../flags.ts'
import { noteDiagnostics } from '../../output/diagnostics.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import type { Paint } from '../../output/paint.ts'
import { plain } from '../../output/plain.ts'
import { counted, imageText } from '../../output/words.ts'

interface Options extends WriteOptions {
  catalog?: string
}

export const recordImport = defineCommand<Options, [string[]]>({
  name: 'record import',
  summary: 'Import Package and Artifact records: all of them, or nothing',
  notes: ['Files named *.json are read as JSON, anything else as record text.'],
  examples: [
    'ingot record import images.txt --reason "Images of June"',
    'ingot record import packages/*.txt --catalog local --dry-run',
  ],
  operations: ['importRecords'],
  declare: (command) =>
    writeFlags(command.argument('<files...>', 'files with records; - is standard input')).option(
      '--catalog <name>',
      'catalog that takes the images (default: local)',
    ),
  async run(session, options, [names]) {
    const files: TextFile[] = []
    for (const name of names) files.push(await session.readText(name))
    const client = await session.client()
    const body = { files, catalog: options.catalog }
    const answer = await client.importRecords({ query: writeQuery(options), body })
    await noteDryRun(session, answer.dryRun)
    await noteDiagnostics(session, answer.warnings)
    await emit(session, answer, {
      table: () => importReport(answer, session.paint),
      names: () => answer.images.map(({ image }) => image.name),
    })
    return exitStatus.yes
  },
})

const marks = { added: '+', changed: '~', unchanged: ' ' } as const

function importReport({ images, revision, dryRun }: ImportSummary, paint: Paint): string {
  const lines = images.flatMap(({ image, change, artifacts, differences }) => {
    const colour = change === 'added' ? paint.good : paint.doubtful
    const into = `${plain(image.catalog)}: ${change}, ${counted(artifacts, 'artifact')}`
    const head = `${change === 'unchanged' ? ' ' : colour(marks[change])} ${imageText(image)} in ${into}`
    return [head, ...differences.map((difference) => `    ${plain(difference)}`)]
  })
  const stored = dryRun
    ? `nothing stored; the ledger is at revision ${revision}`
    : `stored as of revision ${revision}`
  const summary = `${counted(images.length, 'image')}, ${stored}`
  return [...lines, summary].map((line) => `${line}\n`).join('')
}
