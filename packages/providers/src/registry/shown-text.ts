/** A text of somebody else on one line, as sentences show it; at most `limit` characters of it. */
export function shownText(text: string, limit = 200): string {
  const plain = text
    .slice(0, 2 * limit)
    .replace(/[^\x20-\x7e…]+/g, ' ')
    .trim()
  return plain.length > limit ? `${plain.slice(0, limit)}…` : plain
}

/** A URL as sentences show it: without what may be a secret or a signature. */
export function shownUrl(url: URL): string {
  return shownText(`${url.protocol}//${url.host}${url.pathname}${url.search === '' ? '' : '?…'}`)
}
