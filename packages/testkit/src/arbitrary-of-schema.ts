import fc from 'fast-check'

/** The parts of a JSON Schema that the contract uses. */
export interface Schema {
  type?: string
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly Schema[]
  properties?: Record<string, Schema>
  required?: readonly string[]
  patternProperties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  items?: Schema
  format?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}

/** Values that fit a schema; strings are mostly taken from `words`, so that some of them mean something. */
export function arbitraryOf(schema: Schema, words: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((branch) => arbitraryOf(branch, words)))
  switch (schema.type) {
    case 'object':
      return arbitraryObject(schema, words)
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}, words), {
        minLength: schema.minItems ?? 0,
        maxLength: 3,
      })
    case 'integer': {
      const { minimum: min = 0, maximum = Number.POSITIVE_INFINITY } = schema
      return fc.integer({ min, max: Math.min(maximum, Math.max(min, 0) + 50) })
    }
    case 'boolean':
      return fc.boolean()
    case 'string':
      return arbitraryText(schema, words)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function arbitraryObject(schema: Schema, words: readonly string[]): fc.Arbitrary<unknown> {
  const [values] = Object.values(schema.patternProperties ?? {})
  if (values !== undefined)
    return fc.dictionary(fc.constantFrom(...words), arbitraryOf(values, words), { maxKeys: 3 })
  const properties = Object.entries(schema.properties ?? {}).map(([name, part]) => [
    name,
    arbitraryOf(part, words),
  ])
  return fc.record(Object.fromEntries(properties) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: [...(schema.required ?? [])],
  })
}

function arbitraryText(schema: Schema, words: readonly string[]): fc.Arbitrary<string> {
  if (schema.format === 'date-time') {
    return fc
      .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString())
  }
  if (schema.format === 'uuid') return fc.uuid()
  const { minLength = 0, maxLength = 100 } = schema
  const fitting = words.filter((word) => word.length >= minLength && word.length <= maxLength)
  const any = fc.string({ minLength, maxLength: Math.min(maxLength, 20), unit: 'binary' })
  return fitting.length === 0
    ? any
    : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...fitting) }, { weight: 1, arbitrary: any })
}
