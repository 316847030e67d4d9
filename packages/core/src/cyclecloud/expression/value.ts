/** What an expression evaluates to. Every operator and function is total: it answers one of these, never throws. */
export type Value =
  | UndefinedValue
  | ErrorValue
  | BooleanValue
  | IntegerValue
  | RealValue
  | StringValue
  | AbsoluteTimeValue
  | RelativeTimeValue
  | ListValue
  | RecordValue

export interface UndefinedValue {
  readonly type: 'undefined'
}

/** The message says what went wrong; it takes no part in comparisons. */
export interface ErrorValue {
  readonly type: 'error'
  readonly message: string
}

export interface BooleanValue {
  readonly type: 'boolean'
  readonly value: boolean
}

/** A bigint, so that integers of any length keep every digit. */
export interface IntegerValue {
  readonly type: 'integer'
  readonly value: bigint
}

/** Always finite: what would be infinite or not a number is an ERROR. */
export interface RealValue {
  readonly type: 'real'
  readonly value: number
}

export interface StringValue {
  readonly type: 'string'
  readonly value: string
}

/** A moment: milliseconds since 1970-01-01 UTC, and the text as written between the back-ticks. */
export interface AbsoluteTimeValue {
  readonly type: 'abstime'
  readonly milliseconds: number
  readonly text: string
}

/** A duration in seconds (fractions allowed), and the text as written between the back-ticks. */
export interface RelativeTimeValue {
  readonly type: 'reltime'
  readonly seconds: number
  readonly text: string
}

export interface ListValue {
  readonly type: 'list'
  readonly items: readonly Value[]
}

/** Entries by name in lower case, in their order; each keeps its name as written. */
export interface RecordValue {
  readonly type: 'record'
  readonly entries: ReadonlyMap<string, RecordEntry>
}

export interface RecordEntry {
  readonly name: string
  readonly value: Value
}

export const UNDEFINED: UndefinedValue = { type: 'undefined' }
export const TRUE: BooleanValue = { type: 'boolean', value: true }
export const FALSE: BooleanValue = { type: 'boolean', value: false }

/** An ERROR that says why. */
export function errorValue(message: string): ErrorValue {
  return { type: 'error', message }
}

export function booleanValue(value: boolean): BooleanValue {
  return value ? TRUE : FALSE
}

/** An integer; a number must be whole. */
export function integerValue(value: bigint | number): IntegerValue {
  return { type: 'integer', value: BigInt(value) }
}

/** A real, or an ERROR where the number is infinite or not a number. */
export function realValue(value: number): RealValue | ErrorValue {
  return Number.isFinite(value) ? { type: 'real', value } : errorValue('The result is too large for a real')
}

export function stringValue(value: string): StringValue {
  return { type: 'string', value }
}

export function listValue(items: readonly Value[]): ListValue {
  return { type: 'list', items }
}

/** A record of the given entries; of entries whose names differ only by case, the last one wins. */
export function recordValue(entries: Iterable<RecordEntry>): RecordValue {
  const byName = new Map<string, RecordEntry>()
  for (const entry of entries) byName.set(entry.name.toLowerCase(), entry)
  return { type: 'record', entries: byName }
}
