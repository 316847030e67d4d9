import type { DistributionReport } from '@ingot/contract'
import { defineCommand } from '../../command.ts'
import { durationInSeconds } from '../../duration.ts'
import { exitStatus, type ExitStatus } from '../../exit-status.ts'
import {
  collectList,
  collectValue,
  progressFlag,
  type ProgressOptions,
  sharedFlags,
  type SharedOptions,
  wholeNumber,
} from '../../flags.ts'
import { Interrupted, interruptible, orInterrupted } from '../../interruptible.ts'
import { distributionLines, distributionTable } from '../../output/distribution.ts'
import { emit } from '../../output/emit.ts'
import { orGone, watchedReport } from '../../output/watched-lines.ts'
import type { Session } from '../../session.ts'
import { isPlan, planFlags, type PlanOptions } from './plan-flags.ts'

interface Options extends SharedOptions, PlanOptions, ProgressOptions {
  catalog?: string
  to: string[]
  account?: string[]
  wait?: number
  reason?: string
  expect?: number
}

export const imageDistribute = defineCommand<Options, [string, string]>({
  name: 'image distribute',
  summary: 'Copy an image version to more regions, and register each copy when it is ready',
  notes: [
    'What was begun goes on when the same line is run again; only what has failed is tried again.',
    'Exit status 1 where a place is not covered at the end. With -o name it prints the references of the copies.',
  ],
  examples: [
    'ingot image distribute our.base 1.5.0 --to eu-west-1,ap-south-1 --plan',
    'ingot image distribute our.base 1.5.0 --to eu-west-1 --to ap-south-1 --apply --account production --wait 2h',
  ],
  operations: ['distributeImage', 'watchDistribution'],
  declare: (command) =>
    planFlags(
      progressFlag(
        sharedFlags(
          command.argument('<name>', 'the name or the id of an image').argument('<version>', 'its version'),
        ),
      )
        .requiredOption('--to <region>', 'a region to copy to, with commas or repeated', collectList)
        .option('--catalog <name>', 'catalog of the image (default: the first that has it)')
        .option('--account <name>', 'only from and into this account; may be repeated', collectValue)
        .option(
          '--wait <time>',
          'how long to wait for the copies (default: 1h; 0s only begins them)',
          durationInSeconds,
        )
        .option('--reason <text>', 'why; kept with the commits')
        .option('--expect <revision>', 'refuse when the ledger is at another revision', wholeNumber),
    ),
  async run(session, options, [image, version]) {
    const dryRun = isPlan(options)
    const report = await watchDistribution(session, options, image, version, dryRun)
    await emit(session, report, {
      table: () => distributionTable(report, session.paint),
      names: () => report.steps.flatMap(({ reference }) => reference ?? []),
    })
    return statusOf(report)
  },
})

async function watchDistribution(
  session: Session,
  { catalog, to, account, wait, reason, expect, progress }: Options,
  image: string,
  version: string,
  dryRun: boolean,
): Promise<DistributionReport> {
  const client = await session.client()
  const asked = {
    params: { image },
    query: { version, catalog, dryRun, reason, expect },
    body: { to, accounts: account, wait },
  }
  const lines = distributionLines(session.io.stderr)
  const during = () =>
    `copying to ${lines.waitingFor() ?? 'the regions'}; what is ready is registered, and the clouds go on with what was begun`
  const stopped = () =>
    new Interrupted(`Stopped while ${during()}`, 'Run the same line again to go on from there.')
  if (progress === false) {
    return await orInterrupted(client.distributeImage(asked), session.io.stopped(), stopped)
  }
  try {
    const read = interruptible(await client.watchDistribution(asked), session.io.stopped(), stopped)
    const report = watchedReport<DistributionReport>('distribution', read, (one) => lines.told(one))
    return await orGone(report, during)
  } finally {
    await lines.end()
  }
}

function statusOf({ steps, dryRun }: DistributionReport): ExitStatus {
  const isDone = steps.every(
    ({ state }) => state === 'covered' || state === 'ready' || (dryRun && state === 'planned'),
  )
  return isDone ? exitStatus.yes : exitStatus.no
}
