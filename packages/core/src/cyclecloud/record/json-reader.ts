/** A JSON value with where it starts, in UTF-16 units. Numbers are kept as written, members in their order. */
export type JsonNode =
  | { readonly kind: 'null'; readonly offset: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly offset: number }
  | { readonly kind: 'number'; readonly text: string; readonly offset: number }
  | { readonly kind: 'string'; readonly value: string; readonly offset: number }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[]; readonly offset: number }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly offset: number }

export interface JsonMember {
  readonly name: string
  readonly value: JsonNode
  readonly offset: number
}

/** Why a text is not JSON, and where. */
export class JsonSyntaxError extends Error {
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.name = 'JsonSyntaxError'
    this.offset = offset
  }
}

const MAX_DEPTH = 50
const SPACE = /[ \t\r\n]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y

/** Reads JSON (RFC 8259) with the place of every value, which `JSON.parse` does not tell. Throws `JsonSyntaxError`. */
export function readJson(text: string): JsonNode {
  return new JsonReader(text).whole()
}

class JsonReader {
  readonly #text: string
  #position = 0

  constructor(text: string) {
    this.#text = text
    if (text.startsWith('\ufeff')) this.#position = 1
  }

  whole(): JsonNode {
    const node = this.#value(0)
    this.#space()
    if (this.#position < this.#text.length) this.#fail('the end of the file')
    return node
  }

  #value(depth: number): JsonNode {
    this.#space()
    const offset = this.#position
    const first = this.#text[offset]
    if (depth > MAX_DEPTH) {
      throw new JsonSyntaxError(`The JSON is nested too deeply: at most ${MAX_DEPTH} levels are read`, offset)
    }
    if (first === '{') return { kind: 'object', members: this.#members(depth), offset }
    if (first === '[') return { kind: 'array', items: this.#items(depth), offset }
    if (first === '"') return { kind: 'string', value: this.#string(), offset }
    const word = this.#match(WORD)
    if (word === 'null') return { kind: 'null', offset }
    if (word !== undefined) return { kind: 'boolean', value: word === 'true', offset }
    const number = this.#match(NUMBER)
    if (number !== undefined) return { kind: 'number', text: number, offset }
    return this.#fail('a JSON value')
  }

  #items(depth: number): JsonNode[] {
    const items: JsonNode[] = []
    this.#position++
    if (this.#accept(']')) return items
    do items.push(this.#value(depth + 1))
    while (this.#accept(','))
    this.#expect(']', '"," or "]"')
    return items
  }

  #members(depth: number): JsonMember[] {
    const members: JsonMember[] = []
    this.#position++
    if (this.#accept('}')) return members
    do {
      this.#space()
      const offset = this.#position
      if (this.#text[offset] !== '"') this.#fail('a name in double quotes')
      const name = this.#string()
      this.#expect(':', '":"')
      members.push({ name, value: this.#value(depth + 1), offset })
    } while (this.#accept(','))
    this.#expect('}', '"," or "}"')
    return members
  }

  #string(): string {
    const start = this.#position
    let end = start + 1
    while (end < this.#text.length && this.#text[end] !== '"' && this.#text[end] !== '\n') {
      end += this.#text[end] === '\\' ? 2 : 1
    }
    if (this.#text[end] !== '"')
      throw new JsonSyntaxError('The string is not closed: expected a double quote', start)
    this.#position = end + 1
    try {
      return String(JSON.parse(this.#text.slice(start, end + 1)))
    } catch {
      throw new JsonSyntaxError(
        'The string has an escape or a control character that JSON does not know',
        start,
      )
    }
  }

  #space(): void {
    this.#match(SPACE)
  }

  #accept(mark: string): boolean {
    this.#space()
    if (this.#text[this.#position] !== mark) return false
    this.#position++
    return true
  }

  #expect(mark: string, expected: string): void {
    if (!this.#accept(mark)) this.#fail(expected)
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position
    const found = pattern.exec(this.#text)?.[0]
    if (found !== undefined) this.#position += found.length
    return found
  }

  #fail(expected: string): never {
    const found = this.#text.slice(this.#position, this.#position + 20).split('\n')[0]
    const instead = found === '' || found === undefined ? 'the file ends here' : `found "${found}"`
    throw new JsonSyntaxError(`Expected ${expected}, but ${instead}`, this.#position)
  }
}
