/** A JSON object whose members are not known yet. */
export type JsonRecord = Readonly<Record<string, unknown>>

/** Parses UTF-8 JSON of somebody else; undefined where it is none. */
export function parseJson(text: string | Uint8Array): unknown {
  try {
    return JSON.parse(
      typeof text === 'string' ? text : new TextDecoder('utf-8', { fatal: true }).decode(text),
    )
  } catch {
    return undefined
  }
}

/** Whether a value is a JSON object, and no array. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as an object; an empty one in place of anything else. */
export function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {}
}

/** A value as an array; an empty one in place of anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A value as a text; undefined in place of anything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The bytes of a text that is base64 and nothing but that; undefined where it is not, or empty. */
export function base64Of(value: unknown): Buffer | undefined {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return undefined
  const bytes = Buffer.from(value, 'base64')
  return bytes.length === 0 ? undefined : bytes
}
