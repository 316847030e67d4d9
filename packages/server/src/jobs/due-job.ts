import type { JobStore } from '@ingot/ledger'

/** Who does work that is due, of several servers on one ledger. */
export interface Worker {
  readonly ledger: { readonly jobs: JobStore }
  readonly now: () => Date
  /** Tells this server from others on the same ledger. */
  readonly holder: string
}

/** Work that is to be done now and then. */
export interface DueJob {
  /** What it is called among the jobs of the ledger. */
  readonly job: string
  /** When it is due, in epoch ms; asked again whenever somebody may have done it. */
  readonly dueAt: () => Promise<number>
  /** Does it; that it failed must be told by what is due next, not thrown. */
  readonly run: (at: Date) => Promise<void>
}

/** How long one server keeps others from a job, in ms; each takes well less. */
const lease = 5 * 60_000

/** How long to wait for a server that is at it, or for a database that does not answer, in ms. */
export const patience = 60_000

/** Does a job where it is due and nobody else is at it; answers when to look at it again, in epoch ms. */
export async function doWhenDue({ job, dueAt, run }: DueJob, worker: Worker): Promise<number> {
  const { ledger, now, holder } = worker
  const due = await dueAt()
  const started = now()
  if (due > started.getTime()) return due
  const isMine = await ledger.jobs.claim(job, holder, started, new Date(started.getTime() + lease))
  if (!isMine) return started.getTime() + patience
  try {
    // Another server may have done it since it was looked at.
    if ((await dueAt()) <= started.getTime()) await run(started)
    return await dueAt()
  } finally {
    await ledger.jobs.release(job, holder)
  }
}

/** When something was last done, in epoch ms; never where a clock that was wrong wrote a time to come. */
export function lastDone(at: string | undefined, now: Date): number {
  const time = at === undefined ? Number.NaN : Date.parse(at)
  return time <= now.getTime() + patience ? time : Number.NEGATIVE_INFINITY
}
