import { IngotError, type Addon, type Fault, type RuntimePick, type RuntimeRequest } from '@ingot/contract'
import { parseAmp, pickRuntime, type PickOptions } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { findConsumer } from '../../find-consumer.ts'
import { allowedRuntimes } from '../../runtimes/project-runtimes.ts'
import { runtimeIndex } from '../../runtimes/runtime-index.ts'
import { runtimeView } from '../../runtimes/runtime-view.ts'
import { findRuntime } from '../../runtimes/stored-runtimes.ts'
import { readView, type View } from '../../view.ts'

type Body = Parameters<Handler<'pickRuntimes'>>[0]['body']

/** Says which runtime each request starts from, and why. Of an AMP file the first alternative that has one is chosen. */
export const pickRuntimes: Handler<'pickRuntimes'> = async ({ query = {}, body }, context) => {
  const view = await readView(context, query)
  const { requests, faults } = requestsOf(body)
  const options = optionsOf(view, body)
  const picks = requests.map((request) => pick(view, request, options))
  const chosen = body.amp === undefined ? -1 : picks.findIndex(({ result }) => result !== 'none')
  return { ...view.stamp, picks, faults, ...(chosen === -1 ? {} : { chosen }) }
}

function requestsOf({ requests, amp }: Body): { requests: readonly RuntimeRequest[]; faults: Fault[] } {
  if ((requests === undefined) === (amp === undefined)) {
    throw new IngotError('INVALID_REQUEST', 'Give "requests", or "amp" with an AMP project file: one of both')
  }
  if (amp === undefined) return { requests: requests ?? [], faults: [] }
  const read = parseAmp(amp.text, amp.file)
  const first = read.faults.find(({ severity }) => severity === 'error')
  // An alternative that is faulty is told of, and the others are picked from.
  if (first !== undefined && read.requests.length === 0) {
    throw new IngotError('INVALID_INPUT', first.message, { faults: [...read.faults] })
  }
  return { requests: read.requests, faults: [...read.faults] }
}

function optionsOf(view: View, { project, allowSubstitute, trace = true }: Body): PickOptions {
  const consumer = project === undefined ? undefined : findConsumer(view, project, 'use', 'project').body
  return {
    allowed: consumer === undefined ? undefined : allowedRuntimes(consumer),
    addons: [...view.snapshot.all<Addon>('addon')].map(({ body }) => body),
    allowSubstitute: allowSubstitute === true,
    trace,
  }
}

function pick({ snapshot, at }: View, request: RuntimeRequest, options: PickOptions): RuntimePick {
  const { id, ...answer } = pickRuntime(runtimeIndex(snapshot, at), request, options)
  if (id === undefined) return answer
  return { ...answer, runtime: runtimeView(snapshot, findRuntime(snapshot, id), at) }
}
