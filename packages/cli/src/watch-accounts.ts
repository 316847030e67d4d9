import { Interrupted, interruptible, orInterrupted } from './interruptible.ts'
import { accountProgressLines } from './output/account-progress.ts'
import { orGone, watchedReport } from './output/watched-lines.ts'
import type { Session } from './session.ts'

/** What is watched, and what is said where the user stops it. */
export interface Watched {
  /** The work in a word: `search`. */
  what: string
  /** What holds after it was stopped: `nothing was stored`. */
  held: string
  remedy: string
  /** Whether every place is followed. */
  isFollowed: boolean
}

/** The two ways to ask for the same work: as lines while it goes on, or for the report alone. */
export interface WatchedWork<Report> {
  watch(): Promise<AsyncIterable<Uint8Array>>
  report(): Promise<Report>
}

/**
 * Asks for work on accounts, with a live line for each account where somebody is at a terminal. SIGINT ends the work, and
 * is told with the place that was waited for.
 */
export async function watchAccounts<Report>(
  session: Session,
  { what, held, remedy, isFollowed }: Watched,
  work: WatchedWork<Report>,
): Promise<Report> {
  const { stderr } = session.io
  const lines = accountProgressLines(stderr)
  const during = () => `waiting for ${lines.waitingFor() ?? 'the accounts'}; ${held}`
  const reason = () => new Interrupted(`Stopped while ${during()}`, remedy)
  if (!isFollowed) return await orInterrupted(work.report(), session.io.stopped(), reason)
  try {
    const read = interruptible(await work.watch(), session.io.stopped(), reason)
    const report = watchedReport<Report>(what, read, (progress) => lines.told(progress))
    return await orGone(report, during)
  } finally {
    await lines.end()
  }
}
