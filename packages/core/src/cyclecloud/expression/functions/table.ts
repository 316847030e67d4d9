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

/** The function whose name is nearest to one that does not exist, where any is near enough to be meant. */
export function nearestFunction(name: string): ExpressionFunction | undefined {
  const wanted = name.toLowerCase()
  if (wanted.length > 40) return undefined
  let best: { entry: ExpressionFunction; distance: number } | undefined
  for (const [candidate, entry] of byName) {
    const distance = editDistance(wanted, candidate)
    if (best === undefined || distance < best.distance) best = { entry, distance }
  }
  return best !== undefined && best.distance <= Math.max(1, wanted.length / 3) ? best.entry : undefined
}

/** How many characters have to be put in, left out or replaced to make one text of the other (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
