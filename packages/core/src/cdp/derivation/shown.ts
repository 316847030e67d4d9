/** How much of a text that came is repeated in a sentence about it, in UTF-16 units. */
const shownLimit = 100

/**
 * A text of a user as a sentence repeats it: shortened, and without what may be secret, which is the query of an
 * address (a SAS token) and the name and password before its host.
 */
export function shown(text: string): string {
  const start = text.slice(0, shownLimit * 4)
  const isAddress = /:\/\//.test(start)
  const open = isAddress ? start.replace(/\/\/[^/?#]*@/, '//…@').replace(/\?.*$/su, '?…') : start
  return JSON.stringify(open.length > shownLimit ? `${open.slice(0, shownLimit)}…` : open)
}
