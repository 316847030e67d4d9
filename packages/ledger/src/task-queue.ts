import { IngotError } from '@ingot/contract'

/** Runs tasks one at a time, in the order in which they came. A task that fails does not touch those after it. */
export class TaskQueue {
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#closed) return Promise.reject(new IngotError('LEDGER_UNAVAILABLE', 'The ledger is closed'))
    const result = this.#last.then(task)
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Takes no more tasks, and waits for those that it has. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#last
  }
}
