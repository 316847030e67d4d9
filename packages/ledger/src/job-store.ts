/**
 * What work that repeats remembers between its runs, and who may run it now. Neither is knowledge, so it lives in an
 * ordinary table beside the ledger; a backup leaves it out, and what is lost with it is found again by the next run.
 */
export interface JobStore {
  /** What `save` was last given for this job; `undefined` where it never was. */
  state<T>(job: string): Promise<T | undefined>
  /** Keeps the state of a job in place of what was kept before: anything that JSON can say. */
  save(job: string, state: unknown): Promise<void>
  /**
   * Takes the job until `until`, for all processes on this ledger: true when nobody holds it, when the claim of the one
   * who does ends at `now` or before, or when `holder` holds it already. Of several at once, one wins.
   */
  claim(job: string, holder: string, now: Date, until: Date): Promise<boolean>
  /** Gives the job back; nothing happens where somebody else holds it by now. */
  release(job: string, holder: string): Promise<void>
}
