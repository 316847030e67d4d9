import { isAlias, isMap, isScalar, isSeq, Scalar, visit, type Document, type Node, type Pair } from 'yaml'
import { quoted } from '../rules/quoted.ts'
import type { AmpFaults } from './amp-faults.ts'

/** A value of a YAML document, with where it stands. Every scalar is text. */
export interface YamlValue {
  readonly content:
    | { readonly kind: 'text'; readonly text: string; readonly isPlain: boolean }
    | { readonly kind: 'list'; readonly items: readonly unknown[] }
    | { readonly kind: 'map'; readonly members: readonly Pair[] }
    | { readonly kind: 'nothing' }
  /** In UTF-16 units. */
  readonly offset: number
}

/** A member of a map. */
export interface YamlMember {
  readonly name: string
  readonly value: YamlValue
  /** Of its name. */
  readonly offset: number
}

/** What is read of a map: at most so many members, and which of them must be in order. */
interface MapBounds {
  readonly most: number
  /** What is wrong with other members is for others to tell, and only a warning here. */
  readonly isOurs: (name: string) => boolean
}

/** Looks into a YAML document, one value at a time: aliases are followed where they are looked at, and nowhere else. */
export interface YamlTree {
  readonly root: YamlValue
  valueOf(node: unknown, path: string): YamlValue
  /** The members of a map; of one that is written again the first, and the others are faults. */
  membersOf(members: readonly Pair[], path: string, bounds: MapBounds): YamlMember[]
}

export function createYamlTree(document: Document.Parsed, faults: AmpFaults): YamlTree {
  const anchors = findAnchors(document)
  const valueOf = (node: unknown, path: string, before = 0): YamlValue => {
    const offset = offsetOf(node) ?? before
    if (!isAlias(node)) return { content: contentOf(node), offset }
    const target = anchors.get(node.source)?.findLast((one) => one.offset < offset)
    if (target !== undefined) return { content: contentOf(target.node), offset }
    faults.error('ANCHOR_UNKNOWN', `No value before this is named ${quoted(`&${node.source}`)}`, offset, path)
    return { content: { kind: 'nothing' }, offset }
  }
  return {
    root: valueOf(document.contents, ''),
    valueOf,
    membersOf: (members, path, bounds) => uniqueMembers(members, path, bounds, valueOf, faults),
  }
}

function uniqueMembers(
  pairs: readonly Pair[],
  path: string,
  { most, isOurs }: MapBounds,
  valueOf: (node: unknown, path: string, before?: number) => YamlValue,
  faults: AmpFaults,
): YamlMember[] {
  const members = new Map<string, YamlMember>()
  if (pairs.length > most) {
    const message = `Expected a map of at most ${most} keys, but got ${pairs.length}`
    faults.error('TOO_MANY_ITEMS', message, offsetOf(pairs[most]?.key) ?? 0, path)
  }
  for (const { key, value } of pairs.slice(0, most)) {
    const name = isScalar(key) ? String(key.value) : undefined
    if (name === undefined) continue
    const offset = offsetOf(key) ?? 0
    const severity = isOurs(name) ? 'error' : 'warning'
    if (name === '<<') {
      const message = 'Maps are not merged into others here: write out what "<<" stands for'
      faults.note(severity, 'MERGE_KEY', message, offset, path)
    } else if (members.has(name)) {
      const message = `The key ${quoted(name)} is given twice, and only the first is read; keep one of them`
      faults.note(severity, 'DUPLICATE_KEY', message, offset, path)
    } else {
      members.set(name, { name, value: valueOf(value, path, offset), offset })
    }
  }
  return [...members.values()]
}

interface Anchored {
  readonly node: Node
  readonly offset: number
}

/** All named values, in the order of the text: one name may be given again, and then means another. */
function findAnchors(document: Document.Parsed): ReadonlyMap<string, readonly Anchored[]> {
  const anchors = new Map<string, Anchored[]>()
  visit(document, {
    Value(_key, node) {
      if (node.anchor === undefined) return
      const known = anchors.get(node.anchor)
      const anchored = { node, offset: offsetOf(node) ?? 0 }
      if (known === undefined) anchors.set(node.anchor, [anchored])
      else known.push(anchored)
    },
  })
  return anchors
}

/** A plain scalar that is empty or null in YAML says nothing. */
function contentOf(node: unknown): YamlValue['content'] {
  if (isSeq(node)) return { kind: 'list', items: node.items }
  if (isMap(node)) return { kind: 'map', members: node.items }
  if (!isScalar(node)) return { kind: 'nothing' }
  const text = String(node.value)
  const isPlain = node.type === Scalar.PLAIN
  return isPlain && /^(?:~|null|)$/i.test(text) ? { kind: 'nothing' } : { kind: 'text', text, isPlain }
}

function offsetOf(node: unknown): number | undefined {
  return (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) && node.range
    ? node.range[0]
    : undefined
}
