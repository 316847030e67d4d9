import { offeredOf, type AllowedIds, type Decision } from './decide-pick.ts'
import type { PickGoal } from './pick-goal.ts'
import type { Family } from './prepare-runtimes.ts'
import type { PickContext } from './rule.ts'
import { readingsIn } from './version-goal.ts'

/** The context of a decision. What it says of families is remembered, for rules ask it of every member. */
export function contextOf(
  { goal, isEditionAssumed, kind }: Decision,
  asked: PickGoal,
  allowed: AllowedIds,
): PickContext {
  const readings = remember((family) => readingsIn(family, goal.version, kind))
  const offered = remember((family) => {
    const members = readings(family).map((reading) => offeredOf(family, reading, allowed))
    return members.find((member) => member !== undefined)
  })
  return { asked, goal, isEditionAssumed, allowed, readingsIn: readings, offeredIn: offered }
}

function remember<T>(answer: (family: Family) => T): (family: Family) => T {
  const known = new Map<Family, T>()
  return (family) => {
    if (!known.has(family)) known.set(family, answer(family))
    return known.get(family) as T
  }
}
