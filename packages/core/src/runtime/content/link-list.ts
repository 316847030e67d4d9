import type { MissingContent } from './content-entry.ts'

/** What symbolic links lead to, and where the content of hard links is; each by a number that is not 0. */
export class LinkList {
  readonly #links: (string | MissingContent)[] = []
  #textLength = 0

  get size(): number {
    return this.#links.length
  }

  /** UTF-16 units of all together. */
  get textLength(): number {
    return this.#textLength
  }

  add(link: string | MissingContent): number {
    this.#textLength += typeof link === 'string' ? link.length : link.path.length
    return this.#links.push(link)
  }

  get(number: number): string | MissingContent | undefined {
    return this.#links[number - 1]
  }
}
