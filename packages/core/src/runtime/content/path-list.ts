/** Different paths in the order in which they came, as many as there is room for; the rest is counted. */
export class PathList {
  readonly #limit: number
  readonly #paths = new Set<string>()
  #more = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  add(path: string): void {
    if (this.#paths.has(path)) return
    if (this.#paths.size < this.#limit) this.#paths.add(path)
    else this.#more += 1
  }

  get paths(): string[] {
    return [...this.#paths]
  }

  /** How many came when there was no room any more, some of them perhaps again. */
  get more(): number {
    return this.#more
  }
}
