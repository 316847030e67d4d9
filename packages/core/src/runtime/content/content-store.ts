import type { MissingContent } from './content-entry.ts'

/** The beginning of a file, or all of it. */
export interface StoredContent {
  readonly bytes: Uint8Array
  /** Whether the file goes on. */
  readonly isCut: boolean
}

/** About how many bytes it takes to keep a content, beside itself and its path. */
const ENTRY = 100

/** The contents that were kept, each of the uppermost layer that came by, within a budget. */
export class ContentStore {
  readonly #budget: number
  readonly #latest = new Map<string, StoredContent & { readonly layer: number }>()
  readonly #again = new Map<string, StoredContent>()
  #bytes = 0

  /** `budget`: bytes of all contents that are kept on the chance of being needed. */
  constructor(budget: number) {
    this.#budget = budget
  }

  /** Whether the budget has room for so many bytes of a path. Many empty files take room too. */
  hasRoom(path: string, bytes: number): boolean {
    return this.#bytes + bytes + path.length + ENTRY <= this.#budget
  }

  keep({ layer, path }: MissingContent, content: StoredContent): void {
    const known = this.#latest.get(path)
    this.#bytes += content.bytes.length - (known?.bytes.length ?? -path.length - ENTRY)
    this.#latest.set(path, { ...content, layer })
  }

  /** Keeps what was read again, beside what an upper layer may have at that path. */
  keepAgain(source: MissingContent, content: StoredContent): void {
    this.#again.set(keyOf(source), content)
  }

  of(source: MissingContent): StoredContent | undefined {
    const latest = this.#latest.get(source.path)
    return latest?.layer === source.layer ? latest : this.#again.get(keyOf(source))
  }
}

function keyOf({ layer, path }: MissingContent): string {
  return `${layer} ${path}`
}
