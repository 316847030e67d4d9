import { BoundedMap } from './bounded-map.ts'
import type { Clock } from './clock.ts'

/** A token, and until when it is used, in ms since 1970. */
export interface Token {
  readonly text: string
  readonly until: number
}

/** What is wanted of a token beside its key. */
export interface TokenWish {
  /** A token that was not taken. */
  readonly refused?: string
  /** Whether it has to be given anew, as where a credential is tried. */
  readonly isNew?: boolean
}

/** The tokens that were given, each by what it was asked for with. One is asked for once at a time. */
export class TokenStore {
  readonly #tokens: BoundedMap<Token>
  readonly #asked = new Map<string, Promise<Token>>()
  readonly #clock: Clock

  constructor(clock: Clock, limit: number) {
    this.#clock = clock
    this.#tokens = new BoundedMap(limit)
  }

  /** The token of a key; `ask` is called where there is none that is still good. */
  async token(key: string, wish: TokenWish, ask: () => Promise<Token>): Promise<string> {
    const held = this.#tokens.get(key)
    const isGood = held !== undefined && held.text !== wish.refused && this.#clock.now() < held.until
    if (isGood && wish.isNew !== true) return held.text
    const asked = this.#asked.get(key) ?? this.#ask(key, ask)
    return (await asked).text
  }

  #ask(key: string, ask: () => Promise<Token>): Promise<Token> {
    const asked = ask()
      .then((token) => {
        this.#tokens.set(key, token)
        return token
      })
      .finally(() => this.#asked.delete(key))
    this.#asked.set(key, asked)
    // Everybody who waits may have gone away by the time that it fails.
    asked.catch(() => undefined)
    return asked
  }
}
