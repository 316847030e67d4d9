const BEYOND_ASCII = /[\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]/

/** Whether a character counts as white space to BuildKit (Unicode's White_Space, as Go has it). */
export function isBlank(character: string | undefined): boolean {
  if (character === undefined) return false
  if (character === ' ' || (character >= '\t' && character <= '\r')) return true
  return character > '\u007F' && BEYOND_ASCII.test(character)
}

/** The index of the first character from `from` on that is not white space, or the length of the text. */
export function skipBlanks(text: string, from = 0): number {
  let at = from
  while (at < text.length && isBlank(text[at])) at++
  return at
}

/** The index of the first white space from `from` on, or the length of the text. */
export function skipWord(text: string, from: number): number {
  let at = from
  while (at < text.length && !isBlank(text[at])) at++
  return at
}

/** The index behind the last character that is not white space, at least `from`. */
export function trimmedEnd(text: string, from = 0): number {
  let end = text.length
  while (end > from && isBlank(text[end - 1])) end--
  return end
}
