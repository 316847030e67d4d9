import { IngotError, type Fault, type Operation } from '@ingot/contract'
import Type, { type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import Value from 'typebox/value'

/** The parts of a request as they came: path parameters and query as text, the body as JSON or as a stream. */
export interface RawInput {
  params: unknown
  query: unknown
  body: unknown
}

type Part = 'params' | 'query' | 'body'
type Validate = (value: unknown, faults: Fault[]) => unknown

/**
 * Makes the reader of an operation's input: it gives every part its types and reports the faults of all parts at once.
 * Members that the schema does not have are faults too, since they are mostly mistyped ones.
 */
export function inputReader(operation: Operation): (raw: RawInput) => Record<string, unknown> {
  const params = operation.params && validator('params', closed(operation.params), true)
  const query = operation.query && validator('query', closed(operation.query), true)
  const body = operation.body && validator('body', closed(operation.body), false)

  return (raw) => {
    const faults: Fault[] = []
    const input: Record<string, unknown> = {}
    if (params !== undefined) input['params'] = params(raw.params, faults)
    if (query !== undefined) input['query'] = query(raw.query, faults)
    if (body !== undefined) input['body'] = body(raw.body, faults)
    if (operation.requestBody === 'stream') input['stream'] = raw.body
    if (faults.length > 0) throw new IngotError('INVALID_REQUEST', summary(faults), { faults })
    return input
  }
}

function closed(schema: TSchema): TSchema {
  return Type.IsObject(schema) ? Type.Object(schema.properties, { additionalProperties: false }) : schema
}

function validator(part: Part, schema: TSchema, isText: boolean): Validate {
  const check = checker(schema)
  return (given, faults) => {
    if (check(given)) return given
    const value = isText ? Value.Convert(schema, { ...(given as object) }) : given
    if (check(value)) return value
    for (const error of Value.Errors(schema, value)) {
      // The error of a closed object names the members already, each in an error of its own.
      if (error.keyword === 'additionalProperties') continue
      faults.push({
        severity: 'error',
        code: 'INVALID_VALUE',
        path: `/${part}${error.instancePath}`,
        message: sentence(part, error, valueAt(value, error.instancePath)),
      })
    }
    return value
  }
}

/** A check that is compiled once it proves to be used again: a local command asks once, a server forever. */
function checker(schema: TSchema): (value: unknown) => boolean {
  let uses = 0
  let compiled: ReturnType<typeof Compile> | undefined
  return (value) => {
    uses += 1
    if (uses <= 2) return Value.Check(schema, value)
    compiled ??= Compile(schema)
    return compiled.Check(value)
  }
}

function sentence(
  part: Part,
  error: { keyword: string; instancePath: string; message: string },
  found: unknown,
): string {
  const place = error.instancePath === '' ? `the ${part}` : `"${error.instancePath.slice(1)}" in the ${part}`
  if (error.keyword === 'boolean') return `${place} is not known`
  const what = wordings.get(error.message)
  // What is long, or no text, says little; its place is told.
  const shown = typeof found === 'string' && found.length <= 100 ? `, but is ${JSON.stringify(found)}` : ''
  return `${place} ${what ?? error.message}${shown}`
}

/** What the validator says of formats and patterns, in words that say what to write. */
const wordings: ReadonlyMap<string, string> = new Map([
  ['must match format "date-time"', 'must be a time such as 2026-01-31T12:00:00Z'],
  ['must not have fewer than 1 characters', 'must not be empty'],
  [
    'must match pattern "^[a-z][-a-z0-9]*[a-z0-9]$"',
    'must be lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen',
  ],
])

/** The value that a JSON pointer leads to; `undefined` where it leads nowhere. */
function valueAt(value: unknown, pointer: string): unknown {
  let found = value
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
    found = (found as Record<string, unknown>)[name]
  }
  return found
}

function summary(faults: readonly Fault[]): string {
  const [first] = faults
  const rest = faults.length === 1 ? '' : `, and ${faults.length - 1} more`
  return `Cannot read the request: ${first?.message}${rest}`
}
