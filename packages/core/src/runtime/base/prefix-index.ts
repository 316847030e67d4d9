/** The members of an index that have one and the same sequence. */
export interface PrefixMatch<T> {
  readonly items: readonly T[]
  /** How many elements the sequence of these members has. */
  readonly length: number
  /** How many of them, from the first, the question has too. */
  readonly common: number
}

interface Node<T> {
  readonly sequence: readonly string[]
  readonly items: T[]
  /** The longest shorter sequence that this one begins with. */
  readonly parent: Node<T> | undefined
}

/**
 * Finds, among sequences of texts, the longest that a given one begins with, and the one that has most in common with
 * it. Sequences are kept in their order: all that share a beginning stand together, so one binary search finds the
 * neighbourhood of a question however many sequences there are. What is found does not depend on the order in which
 * the items came, as long as `compare` tells all of them apart.
 */
export class PrefixIndex<T> {
  readonly #nodes: readonly Node<T>[]

  /** Items whose sequence is empty are left out, since everything begins with it. */
  constructor(
    items: readonly T[],
    sequenceOf: (item: T) => readonly string[],
    compare: (a: T, b: T) => number,
  ) {
    const sorted = items
      .filter((item) => sequenceOf(item).length > 0)
      .toSorted((a, b) => compareSequences(sequenceOf(a), sequenceOf(b)) || compare(a, b))
    this.#nodes = nodesOf(sorted, sequenceOf)
  }

  /** The longest sequence that `question` begins with. */
  longestPrefix(question: readonly string[]): PrefixMatch<T> | undefined {
    let node = this.#nodes[this.#placeOf(question) - 1]
    while (node !== undefined && commonLength(node.sequence, question) < node.sequence.length)
      node = node.parent
    return node && matchOf(node, question)
  }

  /** The sequence with the longest beginning in common with `question`; none where no first element is the same. */
  nearest(question: readonly string[]): PrefixMatch<T> | undefined {
    const place = this.#placeOf(question)
    const before = this.#matchAt(place - 1, question)
    const after = this.#matchAt(place, question)
    const nearest = (after?.common ?? 0) > (before?.common ?? 0) ? after : before
    return nearest?.common === 0 ? undefined : nearest
  }

  #matchAt(place: number, question: readonly string[]): PrefixMatch<T> | undefined {
    const node = this.#nodes[place]
    return node && matchOf(node, question)
  }

  /** How many sequences are not after `question`. */
  #placeOf(question: readonly string[]): number {
    let [low, high] = [0, this.#nodes.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareSequences(this.#nodes[middle]!.sequence, question) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

function matchOf<T>({ items, sequence }: Node<T>, question: readonly string[]): PrefixMatch<T> {
  return { items, length: sequence.length, common: commonLength(sequence, question) }
}

/** In their order, every sequence comes after what it begins with, and before anything that begins otherwise. */
function nodesOf<T>(sorted: readonly T[], sequenceOf: (item: T) => readonly string[]): Node<T>[] {
  const nodes: Node<T>[] = []
  for (const item of sorted) {
    const sequence = sequenceOf(item)
    const last = nodes.at(-1)
    if (last !== undefined && compareSequences(last.sequence, sequence) === 0) last.items.push(item)
    else nodes.push({ sequence, items: [item], parent: parentOf(last, sequence) })
  }
  return nodes
}

function parentOf<T>(last: Node<T> | undefined, sequence: readonly string[]): Node<T> | undefined {
  let node = last
  while (node !== undefined && commonLength(node.sequence, sequence) < node.sequence.length)
    node = node.parent
  return node
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  const end = Math.min(a.length, b.length)
  let length = 0
  while (length < end && a[length] === b[length]) length += 1
  return length
}

function compareSequences(a: readonly string[], b: readonly string[]): number {
  const common = commonLength(a, b)
  if (common === a.length || common === b.length) return a.length - b.length
  return a[common]! < b[common]! ? -1 : 1
}
