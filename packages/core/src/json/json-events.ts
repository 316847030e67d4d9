/** A JSON value that holds no others, with where it starts, in UTF-16 units. Numbers are kept as written. */
export type JsonScalar =
  | { readonly kind: 'null'; readonly offset: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly offset: number }
  | { readonly kind: 'number'; readonly text: string; readonly offset: number }
  | { readonly kind: 'string'; readonly value: string; readonly offset: number }

/** What is told of a JSON text while it is read: every value where it starts, and the end of lists and objects. */
export interface JsonHandler {
  begin(kind: 'array' | 'object', offset: number): void
  end(): void
  /** The name of the next value of an object; its own offset. */
  member(name: string, offset: number): void
  scalar(scalar: JsonScalar): void
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

/** How deep lists and objects may be nested. */
export const DEEPEST_JSON = 50

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y

/**
 * Reads JSON (RFC 8259) with the place of every value, which `JSON.parse` does not tell, and keeps nothing of it.
 * Throws `JsonSyntaxError`.
 */
export function readJsonEvents(text: string, handler: JsonHandler): void {
  new JsonReader(text, handler).whole()
}

class JsonReader {
  readonly #text: string
  readonly #handler: JsonHandler
  #position = 0

  constructor(text: string, handler: JsonHandler) {
    this.#text = text
    this.#handler = handler
    if (text.startsWith('\ufeff')) this.#position = 1
  }

  whole(): void {
    this.#value(0)
    this.#space()
    if (this.#position < this.#text.length) this.#fail('the end of the file')
  }

  #value(depth: number): void {
    this.#space()
    const offset = this.#position
    const first = this.#text[offset]
    if (depth > DEEPEST_JSON) {
      throw new JsonSyntaxError(
        `The JSON is nested too deeply: at most ${DEEPEST_JSON} levels are read`,
        offset,
      )
    }
    if (first === '{') return this.#members(depth, offset)
    if (first === '[') return this.#items(depth, offset)
    if (first === '"') return this.#handler.scalar({ kind: 'string', value: this.#string(), offset })
    const word = this.#match(WORD)
    if (word === 'null') return this.#handler.scalar({ kind: 'null', offset })
    if (word !== undefined) return this.#handler.scalar({ kind: 'boolean', value: word === 'true', offset })
    const number = this.#match(NUMBER)
    if (number !== undefined) return this.#handler.scalar({ kind: 'number', text: number, offset })
    return this.#fail('a JSON value')
  }

  #items(depth: number, offset: number): void {
    this.#handler.begin('array', offset)
    this.#position++
    if (!this.#accept(']')) {
      do this.#value(depth + 1)
      while (this.#accept(','))
      this.#expect(']', '"," or "]"')
    }
    this.#handler.end()
  }

  #members(depth: number, offset: number): void {
    this.#handler.begin('object', offset)
    this.#position++
    if (!this.#accept('}')) {
      do this.#member(depth)
      while (this.#accept(','))
      this.#expect('}', '"," or "}"')
    }
    this.#handler.end()
  }

  #member(depth: number): void {
    this.#space()
    const offset = this.#position
    if (this.#text[offset] !== '"') this.#fail('a name in double quotes')
    this.#handler.member(this.#string(), offset)
    this.#expect(':', '":"')
    this.#value(depth + 1)
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
    while (isSpace(this.#text.charCodeAt(this.#position))) this.#position++
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

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}
