/** Words of a slot: two of the hash of the path, its attributes, its link. */
const WORDS = 4

/**
 * What is known of each path of an image, by the hash of the path: 16 bytes for a path, so that a million of them fits
 * into memory. The paths themselves are not kept. Two of a million share their 64 bits of hash about once in thirty
 * million images; whoever makes two collide on purpose lets one file of their own image stand for another.
 */
export class PathTable {
  #slots = new Uint32Array(1024 * WORDS)
  #count = 0

  /** How many different paths there are. */
  get size(): number {
    return this.#count
  }

  /** The attributes of a path; 0 where nothing is known of it. */
  attributes(path: string): number {
    return this.#slots[this.#find(path) + 2]!
  }

  /** The number that was kept with the attributes. */
  link(path: string): number {
    return this.#slots[this.#find(path) + 3]!
  }

  /** Keeps `attributes`, which are not 0, for a path. */
  set(path: string, attributes: number, link: number): void {
    let at = this.#find(path)
    if (this.#slots[at + 2] === 0) {
      this.#count += 1
      if (this.#count * WORDS * 4 > this.#slots.length * 3) {
        this.#grow()
        at = this.#find(path)
      }
      hash(path)
      this.#slots[at] = low
      this.#slots[at + 1] = high
    }
    this.#slots[at + 2] = attributes
    this.#slots[at + 3] = link
  }

  /** Where a path is, or the free place where it would be. */
  #find(path: string): number {
    hash(path)
    return findSlot(this.#slots, low, high)
  }

  #grow(): void {
    const old = this.#slots
    const slots = new Uint32Array(old.length * 2)
    for (let from = 0; from < old.length; from += WORDS) {
      if (old[from + 2] === 0) continue
      const to = findSlot(slots, old[from]!, old[from + 1]!)
      for (let word = 0; word < WORDS; word += 1) slots[to + word] = old[from + word]!
    }
    this.#slots = slots
  }
}

function findSlot(slots: Uint32Array, low: number, high: number): number {
  const mask = slots.length / WORDS - 1
  let at = low & mask
  while (slots[at * WORDS + 2] !== 0) {
    if (slots[at * WORDS] === low && slots[at * WORDS + 1] === high) break
    at = (at + 1) & mask
  }
  return at * WORDS
}

/** The two halves of the last hash: an array for each would be garbage a million times over. */
let low = 0
let high = 0

/** Two multiplicative hashes over the UTF-16 units of a text, each mixed with the other at the end. */
function hash(text: string): void {
  let a = 0x9e3779b9
  let b = 0x85ebca6b
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    a = Math.imul(a ^ unit, 0x9e3779b1)
    b = Math.imul(b ^ unit, 0x5f356495)
    a = (a << 13) | (a >>> 19)
    b = (b << 17) | (b >>> 15)
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35)
  low = a >>> 0
  high = b >>> 0
}
