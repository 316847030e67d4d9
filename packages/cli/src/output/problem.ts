import { type Fault, IngotError } from '@ingot/contract'
import { CommanderError } from 'commander'
import { exitStatus, type ExitStatus, exitStatusOf } from '../exit-status.ts'
import { Interrupted } from '../interruptible.ts'
import type { Io } from '../io.ts'
import { UsageError } from '../usage-error.ts'
import { faultLines } from './fault.ts'
import { createPaint } from './paint.ts'
import { plain } from './plain.ts'

interface Described {
  code: string
  message: string
  remedy: string
  faults: readonly Fault[]
  status: ExitStatus
}

/** Says on standard error what went wrong, where, and what to do; answers the exit status. */
export async function reportProblem(
  error: unknown,
  io: Io,
  sources: ReadonlyMap<string, string>,
): Promise<ExitStatus> {
  const { code, message, remedy, faults, status } = describe(error)
  const paint = await createPaint(io.stderr, io.env)
  const lines = [
    `${paint.bad('error')}[${code}]: ${plain(message)}`,
    ...faultLines(shownFaults(faults), sources, paint),
    ...hiddenCount(faults),
    `${paint.strong('help')}: ${plain(remedy)}`,
  ]
  if (code === 'INTERNAL' && (io.env['INGOT_DEBUG'] ?? '') !== '') lines.push(stackOf(error))
  await io.stderr.write(lines.map((line) => `${line}\n`).join(''))
  return status
}

/** More notes than this nobody reads: of a search that found nothing they are about each image there is. */
const mostNotes = 10

/** Every error and warning, and the first of the notes. */
function shownFaults(faults: readonly Fault[]): Fault[] {
  let notes = 0
  return faults.filter(({ severity }) => severity !== 'info' || ++notes <= mostNotes)
}

function hiddenCount(faults: readonly Fault[]): string[] {
  const hidden = faults.length - shownFaults(faults).length
  return hidden === 0 ? [] : [`… and ${hidden} more`]
}

function describe(error: unknown): Described {
  if (error instanceof IngotError) {
    const { code, message, remedy, faults } = error
    return { code, message, remedy, faults, status: exitStatusOf(error) }
  }
  if (error instanceof UsageError) {
    const { code, message, remedy } = error
    const status = code === 'UNWRITABLE_OUTPUT' ? exitStatus.failed : exitStatus.usage
    return { code, message, remedy, faults: [], status }
  }
  if (error instanceof Interrupted) {
    const { message, remedy } = error
    return { code: 'INTERRUPTED', message, remedy, faults: [], status: exitStatus.interrupted }
  }
  if (error instanceof CommanderError) return describeUsage(error)
  const message = error instanceof Error ? error.message : String(error)
  const remedy =
    'This is a defect of Ingot: report it with the output of the same command under INGOT_DEBUG=1.'
  return { code: 'INTERNAL', message, remedy, faults: [], status: exitStatus.failed }
}

function describeUsage(error: CommanderError): Described {
  const remedy = 'Add --help to the command to see what it takes.'
  return { code: 'USAGE', message: usageMessage(error), remedy, faults: [], status: exitStatus.usage }
}

/** The words of commander as a sentence of ours. */
function usageMessage({ code, message }: CommanderError): string {
  if (code === 'commander.help') return 'Expected one of the commands above'
  const text = message.replace(/^error: /, '').replace(/\.?\s*$/, '')
  return text.charAt(0).toUpperCase() + text.slice(1).replaceAll('\n', ' ')
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? '') : ''
}
