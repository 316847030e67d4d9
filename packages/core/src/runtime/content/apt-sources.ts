const PAYWALLED = 'archive.cloudera.com'

/**
 * The package sources behind the paywall that a file of apt names, without the user and password that some have; in
 * the one-line form, or as stanzas (sources.list(5)). What is switched off does not count.
 */
export function paywalledSources(text: string, isStanzas: boolean): string[] {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line))
  const places = isStanzas ? stanzasOf(lines).flatMap(placesOfStanza) : lines.flatMap(placesOfLine)
  return [...new Set(places.filter(isPaywalled).map(withoutUser))].slice(0, 20)
}

function placesOfLine(line: string): string[] {
  if (!/^\s*deb(?:-src)?\s/.test(line)) return []
  return (line.split('#', 1)[0] ?? '').split(/\s+/).filter((word) => word.includes('://'))
}

function stanzasOf(lines: readonly string[]): string[][] {
  const stanzas: string[][] = [[]]
  for (const line of lines) {
    if (line.trim() === '') stanzas.push([])
    else stanzas.at(-1)!.push(line)
  }
  return stanzas
}

function placesOfStanza(lines: readonly string[]): string[] {
  const fields = new Map<string, string[]>()
  let words: string[] = []
  for (const line of lines) {
    const field = /^(?<name>[A-Za-z][\w-]{0,60}):/.exec(line)?.groups?.['name']
    if (field !== undefined) {
      words = []
      fields.set(field.toLowerCase(), words)
    }
    words.push(...(field === undefined ? line : line.slice(field.length + 1)).trim().split(/\s+/))
  }
  const isOff = /^(?:no|false|without|off|disable)$/i.test(fields.get('enabled')?.[0] ?? '')
  return isOff ? [] : (fields.get('uris') ?? [])
}

function isPaywalled(place: string): boolean {
  const host = /^[a-z][a-z0-9+.-]{0,20}:\/\/(?:[^/@\s]*@)?(?<host>[^/:\s]+)/i.exec(place)?.groups?.['host']
  return host?.toLowerCase() === PAYWALLED
}

function withoutUser(place: string): string {
  return place.replace(/:\/\/[^/@\s]*@/, '://')
}
