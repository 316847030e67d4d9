const ESCAPED: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
}

/**
 * The text that an escaped text stands for. An unknown escape keeps its backslash, so that Windows paths and regular
 * expressions (`"\d+"`) survive being written without care. Octal escapes (`\033`) have three digits.
 */
export function readEscapes(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(
    /\\(?:(?<octal>[0-3][0-7]{2})|(?<character>[^]))/g,
    (whole, octal: string, character: string) =>
      octal === undefined ? (ESCAPED[character] ?? whole) : String.fromCharCode(Number.parseInt(octal, 8)),
  )
}

/** The text with everything escaped that could not stand between two of `quote`. */
export function writeEscapes(text: string, quote: '"' | "'"): string {
  return text.replace(/[\p{Cc}"'\\]/gu, (character) => {
    if (character === '\\') return '\\\\'
    if (character === '"' || character === "'") return character === quote ? `\\${character}` : character
    const short = SHORT[character]
    return short ?? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`
  })
}

const SHORT: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
}
