import type { Location } from '@ingot/contract'
import type { EvaluatedParameter } from '../template/evaluated.ts'
import type { ParameterValues } from '../template/parameters.ts'

/** The types of parameters that a cluster form fills with a side of the location. */
const sides = new Map<string, keyof Location>([
  ['cloud.region', 'region'],
  ['azure.location', 'region'],
  ['cloud.credentials', 'account'],
  ['cloud.provider', 'provider'],
])

/**
 * What the form would hold when somebody chose this location in it: the parameters of a region or of credentials take
 * the region and account, in place of their defaults. What was given for a parameter by name stays.
 */
export function formValues(
  parameters: Iterable<EvaluatedParameter>,
  given: ParameterValues,
  location: Location,
): ParameterValues {
  const named = new Set([...given.keys()].map((name) => name.toLowerCase()))
  const values = new Map(given)
  for (const { name, type } of parameters) {
    const side = sides.get(type?.toLowerCase() ?? '')
    const value = side === undefined ? undefined : location[side]
    if (value !== undefined && !named.has(name.toLowerCase())) values.set(name, value)
  }
  return values
}
