import { setMaxListeners } from 'node:events'
import type { AccountFailure, AccountProgress, AccountProvider } from '@ingot/contract'
import { regionKey } from '@ingot/core'
import { startDeadline, withLastFailure, type CloudAccount } from '@ingot/providers'
import { inTurns, type InTurns } from '../in-turns.ts'
import { accountFailure } from './account-failure.ts'
import type { ClosedAccount } from './open-account.ts'

/** What is asked of every region of every account. */
export interface RegionQuestion<Answer> {
  readonly accounts: readonly ClosedAccount[]
  /** Only these regions, compared without case and blanks; an account without regions is asked nevertheless. */
  readonly regions?: readonly string[]
  readonly ask: (account: CloudAccount, region: string, signal: AbortSignal) => Promise<Answer>
  /** How many images an answer has, for the progress. */
  readonly countOf: (answer: Answer) => number
  /** The longest that one region may take, in ms. */
  readonly patience: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: AccountProgress) => void
}

/** What one account answered: by region, and what could not be asked. */
export interface AccountAnswer<Answer> {
  readonly account: string
  readonly provider: AccountProvider
  /** All regions that the account has, whether they were asked or not. */
  readonly known: readonly string[]
  readonly regions: readonly { readonly region: string; readonly answer: Answer }[]
  readonly failures: readonly AccountFailure[]
}

/** The region of what has none: it is asked whatever regions are wanted. */
export const everyRegion = 'global'

/**
 * Asks every region of all accounts at once, with a bound for each kind of cloud. A region that fails, or hangs, takes
 * nothing from the others; throws only the reason of the signal.
 */
export async function askRegions<Answer>(question: RegionQuestion<Answer>): Promise<AccountAnswer<Answer>[]> {
  // As many regions as there are wait for their turn, and hear it.
  if (question.signal !== undefined) setMaxListeners(0, question.signal)
  const limiters = new Map<AccountProvider, InTurns>()
  const answers = await Promise.all(
    question.accounts.map((account) =>
      askAccount(question, account, (concurrency) => {
        const known = limiters.get(account.provider) ?? inTurns(concurrency)
        limiters.set(account.provider, known)
        return known
      }),
    ),
  )
  question.signal?.throwIfAborted()
  return answers
}

async function askAccount<Answer>(
  question: RegionQuestion<Answer>,
  closed: ClosedAccount,
  limiterFor: (concurrency: number) => InTurns,
): Promise<AccountAnswer<Answer>> {
  const { name, provider } = closed
  const place = { account: name, provider }
  const progress = progressOf(question, closed)
  let account: CloudAccount | undefined
  try {
    const opened = await closed.open()
    account = opened.account
    const asked = account
    const known = await within(question, name, (signal) => asked.regions(signal))
    const wanted = known.filter((region) => isWanted(region, question.regions))
    progress.begin(wanted)
    const limit = limiterFor(opened.concurrency)
    const outcomes = await Promise.all(
      wanted.map((region) => limit(() => askRegion(question, asked, region, progress), question.signal)),
    )
    return {
      ...place,
      known,
      regions: outcomes.flatMap((one) => ('answer' in one ? [one] : [])),
      failures: outcomes.flatMap((one) => ('failure' in one ? [one.failure] : [])),
    }
  } catch (error) {
    question.signal?.throwIfAborted()
    progress.failed()
    return { ...place, known: [], regions: [], failures: [accountFailure(place, error)] }
  } finally {
    account?.close()
  }
}

type Outcome<Answer> = { region: string; answer: Answer } | { failure: AccountFailure }

async function askRegion<Answer>(
  question: RegionQuestion<Answer>,
  account: CloudAccount,
  region: string,
  progress: Progress,
): Promise<Outcome<Answer>> {
  try {
    const answer = await within(question, region, (signal) => question.ask(account, region, signal))
    progress.answered(region, question.countOf(answer))
    return { region, answer }
  } catch (error) {
    question.signal?.throwIfAborted()
    progress.refused(region)
    return { failure: accountFailure({ account: account.name, provider: account.provider, region }, error) }
  }
}

async function within<Answer, Value>(
  { patience, signal: outer }: RegionQuestion<Answer>,
  what: string,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  outer?.throwIfAborted()
  return await withLastFailure(async (late) => {
    const deadline = startDeadline(patience, () => late(what, patience), outer)
    try {
      return await work(deadline.signal)
    } finally {
      deadline.end()
    }
  })
}

function isWanted(region: string, wanted: readonly string[] | undefined): boolean {
  return (
    wanted === undefined ||
    region === everyRegion ||
    wanted.some((one) => regionKey(one) === regionKey(region))
  )
}

interface Progress {
  begin(regions: readonly string[]): void
  answered(region: string, found: number): void
  refused(region: string): void
  failed(): void
}

function progressOf<Answer>(
  { onProgress }: RegionQuestion<Answer>,
  { name, provider }: ClosedAccount,
): Progress {
  const open = new Set<string>()
  const counts = { done: 0, found: 0, failed: 0 }
  let total: number | undefined
  const tell = () => {
    const [waitingFor] = open
    onProgress?.({
      account: name,
      provider,
      ...counts,
      ...(total === undefined ? {} : { total }),
      ...(waitingFor === undefined ? {} : { waitingFor }),
    })
  }
  const end = (region: string) => {
    open.delete(region)
    counts.done += 1
  }
  tell()
  return {
    begin: (regions) => {
      for (const region of regions) open.add(region)
      total = regions.length
      tell()
    },
    answered: (region, found) => {
      end(region)
      counts.found += found
      tell()
    },
    refused: (region) => {
      end(region)
      counts.failed += 1
      tell()
    },
    failed: () => {
      counts.failed += 1
      tell()
    },
  }
}
