import { nearestName } from '../../../text/nearest-name.ts'
import { conditionFunctions } from './condition.ts'
import type { ExpressionFunction } from './function.ts'
import { listFunctions } from './list.ts'
import { numberFunctions } from './number.ts'
import { patternFunctions } from './pattern.ts'
import { textFunctions } from './text.ts'
import { typeFunctions } from './type.ts'

/** Every function of the expression language, by group. */
export const expressionFunctions: readonly ExpressionFunction[] = [
  ...conditionFunctions,
  ...typeFunctions,
  ...textFunctions,
  ...patternFunctions,
  ...listFunctions,
  ...numberFunctions,
]

const byName = new Map(expressionFunctions.map((entry) => [entry.name.toLowerCase(), entry]))

/** Functions of ClassAds that read the clock or throw dice. */
const OUTSIDE = new Set(['time', 'random', 'currenttime', 'daytime', 'timezoneoffset'])

/** The function of this name, compared without case. */
export function findFunction(name: string): ExpressionFunction | undefined {
  return byName.get(name.toLowerCase())
}

/** Whether ClassAds have this function, and Ingot leaves it out because its answer would change by itself. */
export function needsTheOutside(name: string): boolean {
  return OUTSIDE.has(name.toLowerCase())
}

/** The function that a name which does not exist was most likely meant to be. */
export function nearestFunction(name: string): ExpressionFunction | undefined {
  const nearest = nearestName(name.toLowerCase(), byName.keys())
  return nearest === undefined ? undefined : byName.get(nearest)
}
