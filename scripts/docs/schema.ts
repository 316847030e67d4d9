import * as contract from '@ingot/contract'
import { anchor, code } from './markdown.ts'

/** The part of JSON Schema that the contract uses. */
export interface Schema {
  type?: string
  description?: string
  enum?: readonly unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  maxLength?: number
  maxItems?: number
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
  required?: readonly string[]
  items?: Schema
  anyOf?: readonly Schema[]
}

/** The JSON text of a schema → the name under which the contract exports it. */
export type SchemaNames = ReadonlyMap<string, { name: string; schema: object }>

/** One member of an object, as a row of a table. `type` is Markdown. */
export interface Property {
  name: string
  type: string
  required: boolean
  description: string
}

/** Deeper schemas than this are not drawn out; the contract has none. */
const deepest = 8

/** Every object and list of words that the contract exports by name. */
export function namedSchemas(): SchemaNames {
  const names = new Map<string, { name: string; schema: object }>()
  for (const [name, value] of Object.entries<unknown>(contract)) {
    if (isNamed(value)) names.set(JSON.stringify(value), { name, schema: value })
  }
  return names
}

function isNamed(value: unknown): value is Schema {
  if (typeof value !== 'object' || value === null) return false
  return 'enum' in value || ('type' in value && value.type === 'object' && 'properties' in value)
}

/** The members of an object schema; none for anything else. Members of unnamed objects within follow with a path. */
export function propertiesOf(schema: object, names: SchemaNames): Property[] {
  const rows: Property[] = []
  collectProperties(schema, names, '', 0, rows)
  return rows
}

function collectProperties(
  { properties = {}, required = [] }: Schema,
  names: SchemaNames,
  prefix: string,
  depth: number,
  rows: Property[],
): void {
  if (depth > deepest) return
  for (const [key, property] of Object.entries(properties)) {
    const name = `${prefix}${key}`
    const { description = '' } = property
    rows.push({ name, type: typeText(property, names), required: required.includes(key), description })
    const inner = innerObject(property, names)
    if (inner !== undefined) {
      collectProperties(inner.schema, names, `${name}${inner.suffix}.`, depth + 1, rows)
    }
  }
}

/** The object without a name of its own that a property is, or is a list of. */
function innerObject(property: Schema, names: SchemaNames): { schema: Schema; suffix: string } | undefined {
  const isList = property.items !== undefined
  const schema = property.items ?? property
  if (schema.properties === undefined || names.has(textOf(schema))) return undefined
  return { schema, suffix: isList ? '[]' : '' }
}

/** A type in words, with a link where the contract has a name for it. */
export function typeText(schema: Schema, names: SchemaNames): string {
  const named = names.get(textOf(schema))
  if (named !== undefined) return `[${named.name}](#${anchor(named.name)})`
  if (schema.enum !== undefined) return schema.enum.map((word) => code(JSON.stringify(word))).join(', ')
  if (schema.const !== undefined) return code(JSON.stringify(schema.const))
  if (schema.anyOf !== undefined) return schema.anyOf.map((one) => typeText(one, names)).join(' or ')
  if (schema.items !== undefined) return `list of ${typeText(schema.items, names)}${limits(schema)}`
  const values = Object.values(schema.patternProperties ?? {})[0]
  if (values !== undefined) return `map of ${typeText(values, names)}`
  return `${schema.type ?? 'anything'}${limits(schema)}`
}

/** A description belongs to the place where a schema is used, not to the schema. */
function textOf(schema: Schema): string {
  const { description: _description, ...rest } = schema
  return JSON.stringify(rest)
}

function limits({ format, pattern, minimum, maximum, maxLength, maxItems }: Schema): string {
  const parts = [
    format,
    pattern === undefined ? undefined : code(pattern),
    minimum === undefined ? undefined : `from ${minimum}`,
    maximum === undefined ? undefined : `to ${maximum}`,
    maxLength === undefined ? undefined : `at most ${maxLength} characters`,
    maxItems === undefined ? undefined : `at most ${maxItems}`,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}
