import { parseTime } from './time.ts'
import { integerValue, stringValue, type Value } from './value.ts'
import type { ExpressionFault } from './fault.ts'
import { readEscapes } from './escapes.ts'

export type TokenKind = 'literal' | 'name' | 'quoted-name' | 'operator' | 'end' | 'bad'

/** One token. `text` is the name or operator; literals carry their value instead. */
export interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly value?: Value
  readonly start: number
  readonly end: number
}

/** Integers beyond this many digits would take more than linear time to read. */
const MAX_DIGITS = 1_000

const NAME = /\$?[A-Za-z_]\w*/y
const NUMBER = /\d+(?<real>\.\d+)?(?<exponent>e[+-]?\d+)?/iy
const NUMBER_TAIL = /[\w.]+/y
const OPERATOR = /=\?=|=!=|===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,;()[\]{}=]/y
const BLANK_LINE = /[ \t\r\f\v]*(?:\n|$)/y
const ATTRIBUTE_LINE = /[ \t]*[A-Za-z_][\w.]*[ \t]*=(?![=?!])/y
const OPENING = new Set(['(', '[', '{'])
const CLOSING = new Set([')', ']', '}'])

export interface LexerOptions {
  /** Where to start reading, in UTF-16 units. */
  readonly offset?: number
  /**
   * Whether the expression ends with its line, as in record files. Inside brackets it may go on over the next lines,
   * but not over a blank one, nor over one that begins like an attribute where none can stand: a forgotten bracket
   * must not swallow what follows.
   */
  readonly endsWithLine?: boolean
}

/** Cuts expression text into tokens, one at a time. Never throws: what it cannot read becomes a fault and a `bad` token. */
export class Lexer {
  readonly faults: ExpressionFault[] = []
  readonly #text: string
  readonly #endsWithLine: boolean
  #position: number
  readonly #open: string[] = []

  constructor(text: string, options: LexerOptions = {}) {
    this.#text = text
    this.#position = options.offset ?? 0
    this.#endsWithLine = options.endsWithLine ?? false
  }

  /** The next token; `end` again and again once the text is used up. */
  next(): Token {
    const start = this.#skipSpace()
    const text = this.#text
    if (start === undefined) return { kind: 'end', text: '', start: this.#position, end: this.#position }
    const first = text.charCodeAt(start)
    if (first === 34) return this.#string(start)
    if (first >= 48 && first <= 57) return this.#number(start)
    if (first === 96) return this.#time(start)
    if (first === 39) return this.#quotedName(start)
    const name = this.#match(NAME, start)
    if (name !== undefined) {
      return this.#token('name', start, name.startsWith('$') ? name.slice(1) : name)
    }
    const operator = this.#match(OPERATOR, start)
    if (operator === undefined) return this.#unknown(start)
    if (OPENING.has(operator)) this.#open.push(operator)
    else if (CLOSING.has(operator)) this.#open.pop()
    return this.#token('operator', start, operator)
  }

  /** Skips space and comments; the offset of the next token, or nothing where the expression ends. */
  #skipSpace(): number | undefined {
    const text = this.#text
    for (; this.#position < text.length; this.#position++) {
      const code = text.charCodeAt(this.#position)
      if (code === 10) {
        if (this.#endsWithLine && this.#endsAt(this.#position)) return undefined
      } else if (code === 35 || (code === 47 && text.charCodeAt(this.#position + 1) === 47)) {
        this.#position = lineEnd(text, this.#position) - 1
      } else if (code === 47 && text.charCodeAt(this.#position + 1) === 42) {
        if (!this.#skipBlockComment()) return undefined
      } else if (!isSpace(code)) {
        return this.#position
      }
    }
    return undefined
  }

  /** Whether the expression ends with this line break. */
  #endsAt(lineBreak: number): boolean {
    if (this.#open.length === 0 || matchesAt(BLANK_LINE, this.#text, lineBreak + 1)) return true
    return this.#open.at(-1) !== '[' && matchesAt(ATTRIBUTE_LINE, this.#text, lineBreak + 1)
  }

  /** Skips a block comment; false where it is not closed. In line mode it must be closed on its line. */
  #skipBlockComment(): boolean {
    const start = this.#position
    const limit = this.#endsWithLine ? lineEnd(this.#text, start) : this.#text.length
    const close = this.#text.slice(start + 2, limit).indexOf('*/')
    if (close === -1) {
      this.#fault('UNTERMINATED_COMMENT', 'The comment is not closed: expected "*/"', start)
      this.#position = limit
      return false
    }
    this.#position = start + close + 3
    return true
  }

  #string(start: number): Token {
    const content = this.#quoted(start, 34)
    if (content === undefined) {
      return this.#bad(start, 'UNTERMINATED_STRING', 'The string is not closed: expected a double quote')
    }
    return this.#literal(start, stringValue(readEscapes(content)))
  }

  #quotedName(start: number): Token {
    const content = this.#quoted(start, 39)
    if (content === undefined || content === '') {
      const message = 'The quoted name is empty or not closed: strings are written in double quotes'
      return this.#bad(start, 'UNTERMINATED_NAME', message)
    }
    return this.#token('quoted-name', start, readEscapes(content))
  }

  #time(start: number): Token {
    const content = this.#quoted(start, 96)
    if (content === undefined) {
      return this.#bad(start, 'UNTERMINATED_TIME', 'The time is not closed: expected a back-tick')
    }
    const value = parseTime(content)
    if (value !== undefined) return this.#literal(start, value)
    const message = `"${content.slice(0, 60)}" is not a time: expected a duration such as \`10m\` or a date and time`
    return this.#bad(start, 'INVALID_TIME', message)
  }

  #number(start: number): Token {
    NUMBER.lastIndex = start
    const match = NUMBER.exec(this.#text)!
    this.#position = NUMBER.lastIndex
    const tail = this.#match(NUMBER_TAIL, this.#position)
    if (tail !== undefined) return this.#malformedNumber(start)
    const isReal = match.groups!['real'] !== undefined || match.groups!['exponent'] !== undefined
    if (!isReal) return this.#integer(start, match[0])
    const value = Number(match[0])
    if (Number.isFinite(value)) return this.#literal(start, { type: 'real', value })
    return this.#bad(start, 'NUMBER_TOO_LARGE', `${match[0].slice(0, 60)} is too large for a real`)
  }

  #integer(start: number, digits: string): Token {
    if (digits.length <= MAX_DIGITS) return this.#literal(start, integerValue(BigInt(digits)))
    const message = `The integer has ${digits.length} digits: at most ${MAX_DIGITS} are read`
    return this.#bad(start, 'NUMBER_TOO_LARGE', message)
  }

  #malformedNumber(start: number): Token {
    const written = this.#text.slice(start, Math.min(this.#position, start + 60))
    const advice = /^\d+(?:\.\d+)*[dhms]$/i.test(written)
      ? 'a time is written in back-ticks'
      : 'a version or any other text is written in double quotes'
    return this.#bad(start, 'MALFORMED_NUMBER', `"${written}" is not a number: ${advice}`)
  }

  #unknown(start: number): Token {
    const character = String.fromCodePoint(this.#text.codePointAt(start)!)
    this.#position = start + character.length
    return this.#bad(
      start,
      'UNEXPECTED_CHARACTER',
      `The character "${printable(character)}" has no meaning here`,
    )
  }

  /** What stands between the quote at `start` and the next one on this line; nothing when there is none. */
  #quoted(start: number, quote: number): string | undefined {
    const text = this.#text
    for (let end = start + 1; end <= text.length; end++) {
      const code = end === text.length ? 10 : text.charCodeAt(end)
      if (code === 10) {
        this.#position = end
        return undefined
      }
      if (code === quote) {
        this.#position = end + 1
        return text.slice(start + 1, end)
      }
      if (code === 92 && quote !== 96 && text.charCodeAt(end + 1) !== 10) end++
    }
    this.#position = text.length
    return undefined
  }

  #match(pattern: RegExp, start: number): string | undefined {
    pattern.lastIndex = start
    const text = pattern.exec(this.#text)?.[0]
    if (text !== undefined) this.#position = start + text.length
    return text
  }

  #literal(start: number, value: Value): Token {
    return { kind: 'literal', text: '', value, start, end: this.#position }
  }

  #token(kind: TokenKind, start: number, text: string): Token {
    return { kind, text, start, end: this.#position }
  }

  #bad(start: number, code: string, message: string): Token {
    this.#fault(code, message, start)
    return this.#token('bad', start, '')
  }

  #fault(code: string, message: string, offset: number): void {
    this.faults.push({ code, message, offset })
  }
}

function matchesAt(pattern: RegExp, text: string, offset: number): boolean {
  pattern.lastIndex = offset
  return pattern.test(text)
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

function printable(character: string): string {
  const code = character.codePointAt(0)!
  return code < 32 || code === 127 ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : character
}
