/** A text of at most so many UTF-16 units; one that is longer ends in `…`. It never ends in half a character. */
export function clipped(text: string, limit: number): string {
  if (text.length <= limit) return text
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
