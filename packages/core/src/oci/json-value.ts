/** Parsed JSON whose shape is not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A JSON value as a sentence shows it. */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (isObject(value)) return 'an object'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}

/**
 * Tells of members that are spelt like a known one but for their case. The decoders of Go, which registries and runtimes
 * are written in, take them for it: such a text is two things to two readers.
 */
export function readSpelling(
  object: JsonObject,
  known: readonly string[],
  where: string,
  faults: string[],
): void {
  const names = new Map(known.map((name) => [name.toLowerCase(), name]))
  for (const name of Object.keys(object)) {
    // To upper case and back, for Go also takes the long s and the sign of Kelvin for the letters.
    const meant = names.get(name.toUpperCase().toLowerCase())
    if (meant !== undefined && meant !== name) {
      faults.push(`Expected the member "${meant}" of ${where} in this spelling, got "${name}"`)
    }
  }
}

/** How much of a map of texts is read. */
export interface TextMapLimit {
  /** How many members. */
  readonly members: number
  /** How many characters in all names and values together, in UTF-16 units. */
  readonly characters: number
}

/**
 * Reads an object whose values are texts; absent and null are empty, as the encoders of Go write them. Faults go to
 * `faults`.
 */
export function readTextMap(
  value: unknown,
  where: string,
  limit: TextMapLimit,
  faults: string[],
): Readonly<Record<string, string>> {
  if (value === undefined || value === null) return {}
  if (!isObject(value)) {
    faults.push(`Expected ${where} as an object, got ${shownValue(value)}`)
    return {}
  }
  const entries = Object.entries(value)
  const odd = entries.find(([, text]) => typeof text !== 'string')
  if (odd !== undefined) {
    faults.push(`Expected ${where} to hold texts, but "${odd[0].slice(0, 100)}" is ${shownValue(odd[1])}`)
    return {}
  }
  const texts = entries as [string, string][]
  const fault = mapFault(texts, where, limit)
  if (fault !== undefined) faults.push(fault)
  // Not by assignment: a member may be called __proto__.
  return fault === undefined ? Object.fromEntries(texts) : {}
}

/** Why there is too much in a map of texts, as a sentence; `undefined` when there is not. */
export function mapFault(
  entries: readonly (readonly [string, string])[],
  where: string,
  { members, characters }: TextMapLimit,
): string | undefined {
  if (entries.length > members)
    return `Expected at most ${members} members in ${where}, got ${entries.length}`
  const length = entries.reduce((sum, [name, text]) => sum + name.length + text.length, 0)
  if (length <= characters) return undefined
  return `Expected at most ${characters} characters in ${where}, got ${length}`
}

/** Reads a text that may be absent; null and empty count as absent. Faults go to `faults`. */
export function readText(value: unknown, where: string, limit: number, faults: string[]): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string' && value.length <= limit) return value
  const got = typeof value === 'string' ? `${value.length} characters` : shownValue(value)
  faults.push(`Expected ${where} as a text of at most ${limit} characters, got ${got}`)
  return undefined
}
