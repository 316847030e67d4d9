import type { DistributionReport, DistributionState, DistributionStep } from '@ingot/contract'
import type { Sink } from '../io.ts'
import type { Colour, Paint } from './paint.ts'
import { plain } from './plain.ts'
import { table } from './table.ts'
import { clipped, counted, imageText } from './words.ts'

const head = ['ACCOUNT', 'REGION', 'STATE', 'FROM', 'REFERENCE', 'WHAT']

/** Where an image version is, one place a row, and what that comes to. */
export async function distributionTable(report: DistributionReport, paint: Paint): Promise<string> {
  const rows = report.steps.map((step) => [
    plain(step.account),
    plain(regionText(step)),
    stateText(step.state, paint),
    plain(step.from === undefined ? '' : `${step.from.account} ${step.from.region ?? ''}`.trimEnd()),
    plain(step.reference ?? ''),
    plain(step.message ?? ''),
  ])
  return `${await table(head, rows, 'Nothing to copy')}\n${summaryOf(report)}\n`
}

function regionText({ region, architecture }: DistributionStep): string {
  return architecture === undefined ? region : `${region} (${architecture})`
}

function stateText(state: DistributionState, paint: Paint): string {
  const colours: Partial<Record<DistributionState, Colour>> = {
    ready: paint.good,
    covered: paint.quiet,
    failed: paint.bad,
    impossible: paint.bad,
    copying: paint.doubtful,
  }
  return (colours[state] ?? ((text: string) => text))(state)
}

function summaryOf({ image, steps, dryRun, revision }: DistributionReport): string {
  const count = (...states: DistributionState[]) => steps.filter(({ state }) => states.includes(state)).length
  const parts = [
    `${count('covered', 'ready')} of ${counted(steps.length, 'place')} covered`,
    ...(dryRun ? [`${count('planned', 'copying', 'failed')} to be copied`] : []),
    ...(!dryRun && count('copying') > 0 ? [`${count('copying')} on the way`] : []),
    ...(!dryRun && count('failed') > 0 ? [`${count('failed')} failed`] : []),
    ...(count('impossible') > 0 ? [`${count('impossible')} impossible`] : []),
  ]
  return `${imageText(image)}: ${parts.join(', ')}; the ledger is at revision ${revision}`
}

/** Live lines for the places that are copied to. */
export interface DistributionLines {
  told(progress: unknown): Promise<void>
  /** The places that are not done: `eu-west-1 of the account "production"`. */
  waitingFor(): string | undefined
  end(): Promise<void>
}

const longestLine = 78
const mostLines = 16

/** A live line for each place on standard error, redrawn in place; nothing where that is no terminal. */
export function distributionLines(stderr: Sink): DistributionLines {
  const steps = new Map<string, DistributionStep>()
  let shown = 0
  const wipe = () => (shown === 0 ? '' : `\r\u{1b}[${shown}A\u{1b}[J`)
  const open = () => [...steps.values()].filter(({ state }) => state === 'planned' || state === 'copying')
  return {
    async told(progress) {
      if (!isStep(progress)) return
      steps.set(JSON.stringify([progress.account, regionText(progress)]), progress)
      if (!stderr.isTerminal) return
      const lines = [...steps.values()]
        .slice(0, mostLines)
        .map((step) => clipped(plain(`${step.account} ${regionText(step)}: ${step.state}`), longestLine))
      await stderr.write(`${wipe()}${lines.map((line) => `${line}\n`).join('')}`)
      shown = lines.length
    },
    waitingFor() {
      const places = open().map((step) => `${regionText(step)} of the account "${step.account}"`)
      return places.length === 0 ? undefined : places.join(', ')
    },
    async end() {
      if (shown > 0) await stderr.write(wipe())
      shown = 0
    },
  }
}

function isStep(value: unknown): value is DistributionStep {
  if (typeof value !== 'object' || value === null) return false
  const { account, region, state } = value as Partial<DistributionStep>
  return [account, region, state].every((text) => typeof text === 'string')
}
