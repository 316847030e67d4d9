import { shownText } from '../../registry/shown-text.ts'
import { CloudError } from '../cloud-error.ts'

/** What the SDK hands on is typed, but never looked at: each field may be anything. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value of a JSON text; absent where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A text without which an answer makes no sense: else `CloudError`. */
export function requiredText(value: unknown, what: string): string {
  const text = textOf(value)
  if (text !== undefined) return text
  throw new CloudError('invalid', `Expected Azure to tell ${what}, but it tells ${shownText(typeof value)}`)
}

/** The objects of a list; none where there is no list. */
export function objectsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** A field of an object; absent where there is no object. */
export function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined
}

/** A moment as RFC 3339 in UTC; absent where it is none. */
export function momentOf(value: unknown): string | undefined {
  const date = value instanceof Date ? value : new Date(textOf(value) ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** A size in GiB, as Azure counts disks. */
export function sizeOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value < 1e6
    ? value
    : undefined
}

/** A region as its id is written: `East US` is `eastus`. */
export function regionName(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, '')
}

/** An object without the fields that are undefined. */
export function present<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}
