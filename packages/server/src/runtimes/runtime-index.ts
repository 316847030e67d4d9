import {
  prepareRuntimes,
  runtimesInOrder,
  stageAt,
  type PickableRuntime,
  type RuntimeIndex,
} from '@ingot/core'
import type { Document, Snapshot } from '@ingot/ledger'
import { statusAt } from './runtime-view.ts'
import { everyRuntime, type RuntimeImage } from './stored-runtimes.ts'

interface Known {
  /** It holds from this moment on, in epoch ms … */
  readonly from: number
  /** … and before this one: no stage of a runtime begins between them. */
  readonly until: number
  readonly index: RuntimeIndex
}

const known = new WeakMap<readonly Document<RuntimeImage>[], Known>()

/** The runtimes of a snapshot, ready to be picked from at a moment. Made anew only where one changes or a stage begins. */
export function runtimeIndex(snapshot: Snapshot, at: Date): RuntimeIndex {
  const runtimes = everyRuntime(snapshot)
  const moment = at.getTime()
  const before = known.get(runtimes)
  if (before !== undefined && before.from <= moment && moment < before.until) return before.index
  const index = prepareRuntimes(runtimes.map(({ body }) => pickable(body, at)))
  known.set(runtimes, { ...span(runtimes, moment), index })
  return index
}

/** The runtimes of a snapshot in the order of the index. */
export function orderedRuntimes(snapshot: Snapshot, at: Date): readonly Document<RuntimeImage>[] {
  const byId = new Map(everyRuntime(snapshot).map((runtime) => [runtime.body.id, runtime]))
  return [...runtimesInOrder(runtimeIndex(snapshot, at))].flatMap(({ id }) => byId.get(id) ?? [])
}

function pickable(body: RuntimeImage, at: Date): PickableRuntime {
  const { id, runtime } = body
  const stage = stageAt(body, at)
  return {
    id,
    identifier: runtime.identifier,
    metadata: runtime.metadata,
    status: statusAt(body, at),
    reason: stage?.reason,
    replacement: stage?.replacement,
  }
}

function span(runtimes: readonly Document<RuntimeImage>[], moment: number): { from: number; until: number } {
  let [from, until] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (const { body } of runtimes) {
    for (const stage of body.stages) {
      const begins = Date.parse(stage.from)
      if (begins <= moment) from = Math.max(from, begins)
      else until = Math.min(until, begins)
    }
  }
  return { from, until }
}
