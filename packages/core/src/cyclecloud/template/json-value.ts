import {
  booleanValue,
  errorValue,
  integerValue,
  listValue,
  realValue,
  recordValue,
  stringValue,
  UNDEFINED,
  type Value,
} from '../expression/value.ts'

/** The deepest nesting of JSON that becomes a value. */
const deepest = 64

/** The value that a JSON value stands for: null is UNDEFINED, whole numbers are integers, objects are records. */
export function valueOfJson(json: unknown, depth = 0): Value {
  if (json === null || json === undefined) return UNDEFINED
  if (typeof json === 'string') return stringValue(json)
  if (typeof json === 'boolean') return booleanValue(json)
  if (typeof json === 'number') return Number.isSafeInteger(json) ? integerValue(json) : realValue(json)
  if (depth >= deepest) return errorValue(`The value is nested more than ${deepest} levels deep`)
  if (Array.isArray(json)) return listValue(json.map((item) => valueOfJson(item, depth + 1)))
  const entries = Object.entries(json).map(([name, value]) => ({
    name,
    value: valueOfJson(value, depth + 1),
  }))
  return recordValue(entries)
}
