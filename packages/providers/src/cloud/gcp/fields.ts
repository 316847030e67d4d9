import { CloudError } from '../cloud-error.ts'

/** An object of JSON whose values were not looked at yet. */
export type Fields = Readonly<Record<string, unknown>>

/** A value that has to be an object; `what` names it in the error of another: `an image`. */
export function fieldsOf(value: unknown, what: string): Fields {
  if (isFields(value)) return value
  throw new CloudError('invalid', `Expected ${what} of Google Cloud as an object, got something else`)
}

/** The objects of a list that may be absent; what is none is left out. */
export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : []
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
