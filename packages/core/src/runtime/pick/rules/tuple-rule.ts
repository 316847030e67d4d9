import { quoted } from '../../rules/quoted.ts'
import { valueOf } from '../decide-pick.ts'
import { wantedIn, type TupleField } from '../pick-goal.ts'
import type { PickContext, PickDropCode, PickRule } from '../rule.ts'

/** Keeps the runtimes that have in one field, letter by letter, what is wanted there. */
export function tupleRule(field: TupleField, code: PickDropCode): PickRule {
  return {
    name: field,
    drop({ family }, { goal }) {
      const wanted = wantedIn(goal, field)
      return wanted === undefined || valueOf(family.group, field) === wanted ? undefined : code
    },
    explain({ family }, context, dropped) {
      const own = valueOf(family.group, field)
      const asked = wantedIn(context.asked, field)
      const evidence = { [field]: own, wanted: asked ?? 'any' }
      const why = describeGoal(field, context)
      if (dropped !== undefined) return { message: `Its ${field} is ${quoted(own)}, but ${why}`, evidence }
      if (wantedIn(context.goal, field) === undefined) return { message: `Any ${field} is wanted`, evidence }
      return { message: asked === own ? `Its ${field} is ${quoted(own)}` : capital(why), evidence }
    },
    change({ family }) {
      return `Ask for ${field} ${quoted(valueOf(family.group, field))}`
    },
  }
}

function describeGoal(field: TupleField, { asked, goal }: PickContext): string {
  const wanted = wantedIn(asked, field)
  const got = quoted(wantedIn(goal, field) ?? '')
  if (wanted === undefined) return `${got} is assumed, for no ${field} is asked for`
  return wanted === wantedIn(goal, field)
    ? `${got} is wanted`
    : `${got} is taken instead of ${quoted(wanted)}`
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1)
}
