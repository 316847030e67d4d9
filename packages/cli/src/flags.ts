import { type Command, InvalidArgumentError, Option } from 'commander'

const outputFormats = ['table', 'json', 'yaml', 'name'] as const
/** `csv` is for lists: a command that has it says so where it declares its flags. */
export type OutputFormat = (typeof outputFormats)[number] | 'csv'

/** Flags of every command that asks the API. */
export interface SharedOptions {
  output?: OutputFormat
  url?: string
  key?: string
  db?: string
}

export interface ReadOptions extends SharedOptions {
  at?: string
}

export interface WriteOptions extends SharedOptions {
  reason?: string
  dryRun?: boolean
  expect?: number
}

export interface PlaceOptions {
  provider?: string
  account?: string
  region?: string
}

/** Flags of every command that asks the API: the format of the answer, and whom to ask. */
export function sharedFlags(command: Command, ...more: readonly OutputFormat[]): Command {
  const formats = [...outputFormats, ...more]
  return command
    .addOption(
      new Option('-o, --output <format>', 'how to print the answer (default: table)').choices(formats),
    )
    .option('--url <address>', 'ask this server (default: INGOT_URL; without either, the local ledger)')
    .option('--key <key>', 'API key for the server (default: INGOT_KEY)')
    .option(
      '--db <place>',
      'local ledger: a file or a postgres:// URL (default: INGOT_DB or .ingot/ledger.db)',
    )
}

export function readFlags(command: Command, ...more: readonly OutputFormat[]): Command {
  return sharedFlags(command, ...more).option('--at <moment>', 'answer as of a revision or a time (RFC 3339)')
}

export function dryRunFlag(command: Command): Command {
  return command.option('--dry-run', 'say what would change; change nothing')
}

export function writeFlags(command: Command): Command {
  return dryRunFlag(sharedFlags(command).option('--reason <text>', 'why; kept with the commit')).option(
    '--expect <revision>',
    'refuse when the ledger is at another revision',
    wholeNumber,
  )
}

export function placeFlags(command: Command): Command {
  return command
    .option('--provider <name>', 'cloud: azure, aws, gcp, …')
    .option('--region <name>', 'region of the cloud')
    .option('--account <name>', 'account of the cloud')
}

/** Flag of every command that takes with it what others use. */
export function forceFlag(command: Command, description: string): Command {
  return command.option('--force', `${description}; needs --reason`)
}

export function strictFlag(command: Command): Command {
  return command.option('--strict', 'refuse rather than fall back to an older version')
}

export function explainFlag(command: Command): Command {
  return command.option('--explain', 'print every candidate and every verdict as a tree')
}

/** Flags of commands that ask many places: they are followed, so that a stop says where it was, unless that is not wished. */
export function progressFlag(command: Command): Command {
  return command
    .option('--progress', 'follow every place (default); a terminal is shown how far each is')
    .option('--no-progress', 'ask for the report alone')
}

export interface ProgressOptions {
  progress?: boolean
}

/** What narrows a name down to one image. */
export function whichFlags(command: Command, otherwise = 'default: the newest'): Command {
  return command
    .option('--version <version>', `version of the image (${otherwise})`)
    .option('--catalog <name>', 'catalog of the image (default: the first that has it)')
}

export interface WhichOptions {
  version?: string
  catalog?: string
}

/** A whole number, for flags that count. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError(`Expected a whole number, got "${text}".`)
  return Number(text)
}

/** Collects a flag that may be given several times. */
export function collectValue(value: string, before: readonly string[] = []): string[] {
  if (value.trim() === '') throw new InvalidArgumentError('Expected something, got nothing.')
  return [...before, value]
}

/** Collects a flag that may be given several times, or once with commas. */
export function collectList(value: string, before: readonly string[] = []): string[] {
  const items = value.split(',').map((item) => item.trim())
  const given = items.filter((item) => item !== '')
  // A variable of a script that is not set would otherwise ask for everything.
  if (given.length === 0) throw new InvalidArgumentError('Expected one or more, with commas, got nothing.')
  return [...before, ...given]
}

/** A moment for the API; a bare date is its first instant in UTC. */
export function momentOf(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00.000Z` : text
}

export function readQuery(options: ReadOptions): { at?: string } {
  return { at: options.at === undefined ? undefined : momentOf(options.at) }
}

export function writeQuery(options: WriteOptions): { reason?: string; dryRun?: boolean; expect?: number } {
  return { reason: options.reason, dryRun: options.dryRun, expect: options.expect }
}
