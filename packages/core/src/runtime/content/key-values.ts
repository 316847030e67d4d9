/** Lines of `key=value`; a value in quotes is what is within. The last of a key counts. */
export function keyValues(text: string): Map<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split('\n')) {
    const at = line.indexOf('=')
    if (at <= 0 || line.startsWith('#')) continue
    values.set(line.slice(0, at).trim(), unquoted(line.slice(at + 1).trim()))
  }
  return values
}

function unquoted(text: string): string {
  const quote = text[0]
  if (text.length < 2 || (quote !== '"' && quote !== "'") || text.at(-1) !== quote) return text
  return text.slice(1, -1)
}
