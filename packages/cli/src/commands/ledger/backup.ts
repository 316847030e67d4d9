import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { fileExists, writeByteStream } from '../../files.ts'
import { sharedFlags, type SharedOptions } from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { plain } from '../../output/plain.ts'
import { withProgress } from '../../output/progress.ts'
import { UsageError } from '../../usage-error.ts'

interface Options extends SharedOptions {
  force?: boolean
}

export const ledgerBackup = defineCommand<Options, [string]>({
  name: 'ledger backup',
  summary: 'Write a backup of the whole ledger while it is in use',
  notes: [
    'The file appears when it is whole; a backup that fails leaves none.',
    'Secrets are sealed in it; the master key that opens them is not in it, so keep that elsewhere.',
  ],
  examples: ['ingot ledger backup ingot-2026-01-31.jsonl.gz'],
  operations: ['backupLedger'],
  declare: (command) =>
    sharedFlags(command.argument('<file>', 'the file to write; - is standard output')).option(
      '--force',
      'replace a file that exists',
    ),
  async run(session, options, [file]) {
    if (file !== '-' && !options.force && (await fileExists(session.io, file))) throw fileStands(file)
    const stream = await (await session.client()).backupLedger({})
    if (file === '-') {
      for await (const chunk of stream) await session.io.stdout.write(chunk)
      return exitStatus.yes
    }
    const writing = writeByteStream(session.io, file, stream)
    const bytes = await withProgress(session.io.stderr, 'Write the backup', writing)
    await emit(
      session,
      { file, bytes },
      {
        table: () => `Wrote ${plain(file)}\n`,
        names: () => [file],
      },
    )
    return exitStatus.yes
  },
})

function fileStands(file: string): UsageError {
  const message = `Expected a name that is free, but "${file}" exists`
  return new UsageError('UNWRITABLE_FILE', message, 'Choose another name, or give --force.')
}
