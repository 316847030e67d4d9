/** How much of a text that came is repeated in a sentence about it, in UTF-16 units. */
const shownLimit = 200

/** A text of somebody else as a sentence repeats it: quoted, shortened, without what moves a cursor or turns text round. */
export function quotedText(text: string): string {
  return JSON.stringify(plainText(text.length > shownLimit ? `${text.slice(0, shownLimit)}…` : text))
}

/** A text of somebody else without characters that control how it is shown. */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd')
}
