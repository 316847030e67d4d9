import type { ScanKind, ScanReport } from '@ingot/contract'
import { type Command, InvalidArgumentError } from 'commander'
import { defineCommand } from '../../command.ts'
import { durationInSeconds } from '../../duration.ts'
import { exitStatus } from '../../exit-status.ts'
import {
  collectList,
  collectValue,
  progressFlag,
  type ProgressOptions,
  writeFlags,
  type WriteOptions,
  writeQuery,
} from '../../flags.ts'
import { emit } from '../../output/emit.ts'
import { noteDryRun } from '../../output/note.ts'
import { scanText } from '../../output/scan.ts'
import { watchAccounts } from '../../watch-accounts.ts'

const kinds: readonly ScanKind[] = [
  'gone',
  'deprecated',
  'private',
  'renamed',
  'replaced',
  'new-region',
  'unnamed',
]

/** What is accepted where no kind is named: that an image needs no name has to be said. */
const usualKinds = kinds.filter((kind) => kind !== 'unnamed')

interface Options extends WriteOptions, ProgressOptions {
  account?: string[]
  region?: string[]
  accept?: ScanKind[] | true
  tellAgain?: boolean
  timeout?: number
}

export const accountScan = defineCommand<Options, []>({
  name: 'account scan',
  summary:
    'Compare the registry with the clouds; exit status 1 where something was found, 3 where an account could not be asked',
  notes: [
    'Nothing is changed without --accept, which writes what was found, of all kinds or of those named, in one commit: drift on artifacts, new names, artifacts in new regions.',
    '--accept unnamed says that images need no name here: they are counted from then on, until --tell-again takes that back.',
    'What is accepted is not told again; "ingot account policy" says whether artifacts that have drifted are skipped.',
    'With -o name it prints the references that something was found about.',
  ],
  examples: [
    'ingot account scan',
    'ingot account scan --account production --dry-run -o json',
    'ingot account scan --accept gone,deprecated --reason "Clean-up of June"',
    'ingot account scan --account lab --accept unnamed --reason "Scratch images of the lab"',
  ],
  operations: ['scanAccounts', 'watchScan'],
  declare: declareFlags,
  async run(session, options) {
    const { account, region, accept, tellAgain, timeout } = options
    const client = await session.client()
    const asked = {
      query: writeQuery(options),
      body: {
        accounts: account,
        regions: region,
        accept: accept === true ? usualKinds : accept,
        tellAgain,
        timeout,
      },
    }
    const watched = {
      what: 'scan',
      held: 'nothing was changed',
      remedy: 'Run the same line again to start over; --region leaves out what takes too long.',
      isFollowed: options.progress !== false,
    }
    const report = await watchAccounts<ScanReport>(session, watched, {
      watch: () => client.watchScan(asked),
      report: () => client.scanAccounts(asked),
    })
    await noteDryRun(session, report.dryRun)
    await emit(session, report, {
      table: () => scanText(report, session.paint),
      names: () => report.findings.map(({ reference }) => reference),
    })
    if (report.failures.length > 0) return exitStatus.failed
    return report.findings.length === 0 || report.accepted === report.findings.length
      ? exitStatus.yes
      : exitStatus.no
  },
})

function declareFlags(command: Command): Command {
  return progressFlag(writeFlags(command))
    .option('--account <name>', 'scan this account only; may be repeated', collectValue)
    .option('--region <name>', 'scan these regions only, with commas or repeated', collectList)
    .option(
      '--accept [kinds]',
      `write what was found: ${kinds.join(', ')} (default: all but unnamed)`,
      parseKinds,
    )
    .option('--tell-again', 'take back that images need no name')
    .option('--timeout <time>', 'how long one region may take (default: 5m)', durationInSeconds)
}

function parseKinds(text: string): ScanKind[] {
  const given = text.split(',').map((kind) => kind.trim())
  const wrong = given.filter((kind) => !(kinds as readonly string[]).includes(kind))
  if (wrong.length > 0) {
    throw new InvalidArgumentError(`Expected some of ${kinds.join(', ')}, got "${wrong.join(', ')}".`)
  }
  return given as ScanKind[]
}
