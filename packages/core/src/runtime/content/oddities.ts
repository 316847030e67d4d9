/** What is wrong with entries of layers, by the code of the finding that it makes. */
export type OddityCode =
  | 'layerPathOutside'
  | 'layerPathTooLong'
  | 'layerWhiteoutInvalid'
  | 'layerHardLinkBroken'
  | 'layerDevice'

/** One kind of oddity in one layer. */
export interface Oddity {
  readonly code: OddityCode
  /** The index of the layer, from the lowest. */
  readonly layer: number
  /** The first path that it was found at. */
  readonly path: string
  /** How often it was found. */
  readonly count: number
}

/** The oddities of all layers: of each kind the first of a layer, and how many there are. */
export class Oddities {
  readonly #found = new Map<string, Oddity>()

  note(code: OddityCode, layer: number, path: string): void {
    const key = `${code} ${layer}`
    const known = this.#found.get(key)
    const noted = known
      ? { ...known, count: known.count + 1 }
      : { code, layer, path: beginning(path), count: 1 }
    this.#found.set(key, noted)
  }

  all(): Oddity[] {
    return [...this.#found.values()]
  }
}

/** The most of a path that is kept, in UTF-16 units. */
const KEPT = 300

/** A copy, for a slice keeps all of the text that it is of in memory, and a path may have a million characters. */
function beginning(path: string): string {
  return path.slice(0, KEPT).split('').join('')
}
