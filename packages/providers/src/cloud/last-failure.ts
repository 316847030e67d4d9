import { AsyncLocalStorage } from 'node:async_hooks'
import { CloudError } from './cloud-error.ts'

interface Noted {
  last?: CloudError
}

const noted = new AsyncLocalStorage<Noted>()

/** Notes why something is going to be tried again: should time be up before it succeeds, that is what was wrong. */
export function noteFailure(failure: CloudError): void {
  const work = noted.getStore()
  if (work !== undefined) work.last = failure
}

/** Does work that has `time` ms; `late` makes what to say when these are over, from what was wrong until then. */
export function withLastFailure<Value>(
  work: (late: (what: string, time: number) => CloudError) => Value,
): Value {
  const own: Noted = {}
  return noted.run(own, () => work((what, time) => lateError(what, time, own.last)))
}

function lateError(what: string, time: number, last: CloudError | undefined): CloudError {
  const within = `within ${time / 1000} s`
  if (last === undefined) return new CloudError('timeout', `No answer from ${what} ${within}`)
  return new CloudError(last.kind, `${last.message} (and no better answer came ${within})`, { cause: last })
}
