import { Map as ImmutableMap } from 'immutable'

/** Changes that a layer takes before it is folded into a new base, whatever the size of the base. */
const SMALLEST_LAYER = 256

/**
 * An immutable map of texts: a native base that versions share, under a persistent layer of what changed since. The
 * layer is folded into a new base once it has grown to a quarter of it, so a change costs the same whatever the size.
 * The base is native because it loads ten times faster, and because the hash of native maps is seeded: keys chosen to
 * collide cost nothing there.
 */
export class LayeredMap<Value extends object> {
  readonly size: number
  readonly #base: ReadonlyMap<string, Value>
  /** `null` marks a key that is gone. */
  readonly #layer: ImmutableMap<string, Value | null>

  constructor(
    base: ReadonlyMap<string, Value> = new Map(),
    layer = ImmutableMap<string, Value | null>(),
    size = base.size,
  ) {
    this.#base = base
    this.#layer = layer
    this.size = size
  }

  get(key: string): Value | undefined {
    if (this.#layer.size === 0) return this.#base.get(key)
    const changed = this.#layer.get(layerKey(key))
    return changed === undefined ? this.#base.get(key) : (changed ?? undefined)
  }

  /** All values, in no particular order. */
  *values(): Generator<Value> {
    for (const [key, value] of this.#base) {
      if (this.#layer.size === 0 || this.#layer.get(layerKey(key)) === undefined) yield value
    }
    for (const value of this.#layer.values()) {
      if (value !== null) yield value
    }
  }

  /** The map with these entries set, or removed where the value is `null`. */
  with(entries: ReadonlyMap<string, Value | null>): LayeredMap<Value> {
    if (entries.size === 0) return this
    const size = this.size + growth(this, entries)
    if (this.#layer.size + entries.size > SMALLEST_LAYER + this.#base.size / 4) {
      return new LayeredMap(this.#folded(entries))
    }
    const layer = this.#layer.withMutations((layer) => {
      for (const [key, value] of entries) layer.set(layerKey(key), value)
    })
    return new LayeredMap(this.#base, layer, size)
  }

  #folded(entries: ReadonlyMap<string, Value | null>): Map<string, Value> {
    const base = new Map(this.#base)
    for (const [key, value] of this.#layer) setOrDelete(base, key.slice(1), value)
    for (const [key, value] of entries) setOrDelete(base, key, value)
    return base
  }
}

/** A key that cannot be the name of something that every object inherits: the hash cache of `immutable` trips on those. */
function layerKey(key: string): string {
  return `=${key}`
}

function setOrDelete<Value>(map: Map<string, Value>, key: string, value: Value | null): void {
  if (value === null) map.delete(key)
  else map.set(key, value)
}

function growth<Value extends object>(
  map: LayeredMap<Value>,
  entries: ReadonlyMap<string, Value | null>,
): number {
  let growth = 0
  for (const [key, value] of entries) {
    growth += (value === null ? 0 : 1) - (map.get(key) === undefined ? 0 : 1)
  }
  return growth
}
