import type { Client } from '@ingot/contract'
import { defineCommand } from '../../command.ts'
import { exitStatus } from '../../exit-status.ts'
import { writeTextFile } from '../../files.ts'
import { sharedFlags, type SharedOptions } from '../../flags.ts'
import { hasErrors, noteDiagnostics } from '../../output/diagnostics.ts'
import { plain } from '../../output/plain.ts'
import type { Session } from '../../session.ts'
import { UsageError } from '../../usage-error.ts'

interface Options extends SharedOptions {
  write?: boolean
  check?: boolean
  dryRun?: boolean
}

interface Formatted extends Awaited<ReturnType<Client['formatTemplate']>> {
  file: string
}

export const templateFormat = defineCommand<Options, [string[]]>({
  name: 'template fmt',
  summary: 'Lay templates out evenly without changing what they say',
  notes: ['Without --write and --check it prints the one template that is named.'],
  examples: ['ingot template fmt cluster.txt', 'ingot template fmt --check templates/*.txt'],
  operations: ['formatTemplate'],
  declare: (command) =>
    sharedFlags(command.argument('<files...>', 'templates; - is standard input'))
      .option('--write', 'write the files and print the names of those that changed')
      .option('--check', 'print the names of those that would change; exit status 1 where there are any')
      .option('--dry-run', 'with --write: say which files would change; change nothing'),
  async run(session, options, [files]) {
    refuseContradictions(options, files)
    const formatted: Formatted[] = []
    for (const file of files) formatted.push(await format(session, file))
    const faulty = formatted.filter(({ diagnostics }) => hasErrors(diagnostics))
    const changed = formatted.filter((one) => one.changed && !faulty.includes(one))
    if (!options.write && !options.check) await printTexts(session, formatted)
    else await reportChanges(session, changed, options)
    const wanting = options.check === true && changed.length > 0
    return faulty.length > 0 || wanting ? exitStatus.no : exitStatus.yes
  },
})

function refuseContradictions(options: Options, files: readonly string[]): void {
  const contradiction = contradictionOf(options, files)
  if (contradiction !== undefined) throw new UsageError('USAGE', ...contradiction)
}

/** What cannot be meant, with what to do instead. */
function contradictionOf({ write, check }: Options, files: readonly string[]): [string, string] | undefined {
  if (write && check) return ['--write and --check cannot be given together', 'Give one of them.']
  if (write && files.includes('-')) return ['--write cannot write to standard input', 'Name a file.']
  if (write || check || files.length === 1) return undefined
  return [`Expected one file to print, got ${files.length}`, 'Give --write or --check for several files.']
}

async function format(session: Session, file: string): Promise<Formatted> {
  const template = await session.readText(file)
  const answer = await (await session.client()).formatTemplate({ body: { template } })
  await noteDiagnostics(session, answer.diagnostics)
  return { ...answer, file }
}

async function printTexts(session: Session, formatted: readonly Formatted[]): Promise<void> {
  for (const { text, changed, diagnostics } of formatted) {
    const answer = { text, changed, diagnostics }
    const printed = session.output === 'json' ? `${JSON.stringify(answer, undefined, 2)}\n` : text
    await session.io.stdout.write(printed)
  }
}

async function reportChanges(
  session: Session,
  changed: readonly Formatted[],
  { write, dryRun }: Options,
): Promise<void> {
  for (const { file, text } of changed) {
    if (write && !dryRun) await writeTextFile(session.io, file, text)
    await session.io.stdout.write(`${plain(file)}\n`)
  }
}
