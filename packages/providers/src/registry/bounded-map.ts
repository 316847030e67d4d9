/** A map that forgets what was not used for the longest time when it becomes too large. */
export class BoundedMap<Value> {
  readonly #values = new Map<string, Value>()
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key)
    if (value === undefined) return undefined
    this.#values.delete(key)
    this.#values.set(key, value)
    return value
  }

  /** Answers what was forgotten for it. */
  set(key: string, value: Value): Value | undefined {
    this.#values.delete(key)
    this.#values.set(key, value)
    const [oldest] = this.#values.keys()
    if (this.#values.size <= this.#limit || oldest === undefined) return undefined
    const forgotten = this.#values.get(oldest)
    this.#values.delete(oldest)
    return forgotten
  }

  delete(key: string): void {
    this.#values.delete(key)
  }

  /** Forgets everything; answers what it was. */
  clear(): Value[] {
    const values = [...this.#values.values()]
    this.#values.clear()
    return values
  }
}
