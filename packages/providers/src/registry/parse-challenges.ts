/** One way to let oneself in that a server offers (RFC 9110, section 11.6.1). */
export interface Challenge {
  /** In lower case: `bearer`. */
  readonly scheme: string
  /** By their names in lower case; of a name that is given twice the first. */
  readonly parameters: ReadonlyMap<string, string>
}

const headerLimit = 8192
const challengeLimit = 10
const parameterLimit = 20

/** Reads a WWW-Authenticate header; several of them come joined by commas. What is malformed ends the reading. */
export function parseChallenges(header: string): Challenge[] {
  const scanner = new Scanner(header.slice(0, headerLimit))
  const challenges: Challenge[] = []
  while (challenges.length < challengeLimit) {
    scanner.skip(separators)
    const scheme = scanner.take(token)
    if (scheme === undefined) break
    challenges.push({ scheme: scheme.toLowerCase(), parameters: readParameters(scanner) })
  }
  return challenges
}

const separators = /[ \t,]*/y
const spaces = /[ \t]*/y
const token = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y
/** A name with its equals sign; what a challenge may carry instead of parameters ends with such signs (token68). */
const parameterName = /([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*=(?![ \t]*(?:,|=|$))[ \t]*/y
const token68 = /[0-9A-Za-z._~+/-]+=*(?=[ \t]*(?:,|$))/y
const quoted = /"(?:[^"\\]|\\[^])*"/y

/** Moves through a text by patterns, each of which is tried where it stands. */
class Scanner {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  /** What a pattern matches here: its first group, or all of it. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found === null) return undefined
    this.#at += found[0].length
    return found[1] ?? found[0]
  }

  skip(pattern: RegExp): void {
    this.take(pattern)
  }
}

function readParameters(scanner: Scanner): Map<string, string> {
  const parameters = new Map<string, string>()
  scanner.skip(spaces)
  let name = scanner.take(parameterName)
  if (name === undefined) {
    // Something like the tickets of Negotiate; not after a comma, where the next scheme begins.
    scanner.skip(token68)
    return parameters
  }
  while (name !== undefined) {
    const value = readValue(scanner)
    if (value === undefined) break
    const key = name.toLowerCase()
    if (!parameters.has(key) && parameters.size < parameterLimit) parameters.set(key, value)
    scanner.skip(separators)
    name = scanner.take(parameterName)
  }
  return parameters
}

function readValue(scanner: Scanner): string | undefined {
  const text = scanner.take(quoted)
  return text === undefined ? scanner.take(token) : text.slice(1, -1).replace(/\\([^])/g, '$1')
}
