import { DEEPEST_JSON } from './json-events.ts'

const QUOTE = 0x22
const COLON = 0x3a
const COMMA = 0x2c
const BACKSLASH = 0x5c

/** What can be said of a JSON text before it is parsed. */
export interface JsonMeasure {
  /** How many members its objects have, each spelling of a name counted as often as it is written. */
  readonly members: number
  /** About how many values it has: never fewer than there are lists, objects, members and items. */
  readonly values: number
  /** Where it is nested more deeply than is read, in UTF-16 units. */
  readonly tooDeepAt: number | undefined
}

/**
 * Counts the members and values of a JSON text and bounds its depth, in one pass that keeps nothing. Of a text that is no JSON
 * the answer means nothing, but comes as fast.
 */
export function measureJson(text: string): JsonMeasure {
  let members = 0
  let values = 1
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case QUOTE:
        index = endOfString(text, index)
        break
      case COLON:
        members++
        break
      case COMMA:
        values++
        break
      case 0x5b: // [
      case 0x7b: // {
        values++
        if (++depth > DEEPEST_JSON) return { members, values, tooDeepAt: index }
        break
      case 0x5d: // ]
      case 0x7d: // }
        depth--
    }
  }
  return { members, values, tooDeepAt: undefined }
}

/** The offset of the quote that closes the string that begins at `start`; the end of the text where none does. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++
    if (escapes % 2 === 0) return end
  }
  return text.length
}
