import { attributesOf, type Layer } from './attribute-layers.ts'
import type { Evaluator } from './evaluate-value.ts'
import { type FaultList, quote } from './fault-list.ts'
import { createNameFinder } from '../../text/nearest-name.ts'
import type { NodeDefinition } from './node-definitions.ts'
import { orderByNeed } from './order-by-need.ts'
import { namesOfValue } from './value-text.ts'

/** What a node inherits from. */
export interface Lineage {
  /** As `Extends` names them. */
  readonly extends: readonly string[]
  /** Every node that it inherits from and itself, those that win behind those that lose. */
  readonly ancestors: readonly NodeDefinition[]
}

/** A node that inherits from more nodes than this keeps the nearest. */
const mostAncestors = 64

/**
 * What each node of a cluster inherits from (CycleCloud docs, Node and nodearray reference): first from the node
 * `defaults`, then from what `Extends` lists, where later ones win, and from what those extend. Definitions may
 * stand in any order.
 */
export function traceLineages(
  nodes: ReadonlyMap<string, NodeDefinition>,
  evaluator: Evaluator,
  faults: FaultList,
): ReadonlyMap<NodeDefinition, Lineage> {
  const findNearest = createNameFinder()
  const named = new Map([...nodes.values()].map((node) => [node, extendsOf(node, evaluator)]))
  const parents = new Map(
    [...named].map(([node, { names }]) => [node, parentsOf(node, names, nodes, named, findNearest, faults)]),
  )
  const { order, circles } = orderByNeed(nodes.values(), (node) => parents.get(node) ?? [])
  for (const circle of circles) reportCircle(circle, named, faults)
  const chains = new Map<NodeDefinition, readonly NodeDefinition[]>()
  for (const node of order) chains.set(node, chainOf(node, parents.get(node) ?? [], chains, faults))
  const defaults = nodes.get('defaults')
  return new Map(
    [...nodes.values()].map((node) => [
      node,
      {
        extends: named.get(node)?.names ?? [],
        ancestors: withDefaults(chains.get(node) ?? [node], defaults),
      },
    ]),
  )
}

interface Extends {
  readonly names: readonly string[]
  readonly line: number
  readonly column: number
}

/** `Extends` is not inherited, so the node's own sections tell. */
function extendsOf(node: NodeDefinition, evaluator: Evaluator): Extends {
  const layers: Layer[] = node.sections.map((section) => ({ section, inherited: false }))
  const attribute = attributesOf(layers, evaluator).attribute('Extends')
  if (attribute === undefined) return { names: [], line: node.sections[0]!.header.line, column: 1 }
  return {
    names: namesOfValue(attribute.value),
    line: attribute.origin.line,
    column: attribute.origin.valueColumn,
  }
}

function parentsOf(
  node: NodeDefinition,
  names: readonly string[],
  nodes: ReadonlyMap<string, NodeDefinition>,
  named: ReadonlyMap<NodeDefinition, Extends>,
  findNearest: ReturnType<typeof createNameFinder>,
  faults: FaultList,
): NodeDefinition[] {
  const parents: NodeDefinition[] = []
  for (const name of names) {
    const parent = nodes.get(name.trim().toLowerCase())
    if (parent !== undefined) {
      parents.push(parent)
      continue
    }
    const near = findNearest(name.toLowerCase(), nodes)
    const hint = near === undefined ? '' : `; did you mean ${quote(nodes.get(near)!.name)}?`
    const message = `Node ${quote(node.name)} extends ${quote(name)}, which the cluster does not define${hint}`
    const { line, column } = named.get(node)!
    faults.error('UNKNOWN_PARENT', message, { line, column })
  }
  return parents
}

function reportCircle(
  circle: readonly NodeDefinition[],
  named: ReadonlyMap<NodeDefinition, Extends>,
  faults: FaultList,
): void {
  const { line, column } = named.get(circle[0]!)!
  const names = [...circle, circle[0]!].map(({ name }) => name)
  const shown = names.length > 12 ? [...names.slice(0, 10), '…', names.at(-1)!] : names
  faults.error('CYCLIC_EXTENDS', `Nodes extend each other in a circle: ${shown.join(' → ')}`, {
    line,
    column,
  })
}

/** The chains of the parents one after the other and the node itself; of one that comes twice the last counts. */
function chainOf(
  node: NodeDefinition,
  parents: readonly NodeDefinition[],
  chains: ReadonlyMap<NodeDefinition, readonly NodeDefinition[]>,
  faults: FaultList,
): readonly NodeDefinition[] {
  const chain = new Set<NodeDefinition>()
  for (const parent of parents) {
    for (const ancestor of chains.get(parent) ?? []) {
      chain.delete(ancestor)
      chain.add(ancestor)
    }
  }
  chain.delete(node)
  chain.add(node)
  if (chain.size <= mostAncestors) return [...chain]
  const message = `Node ${quote(node.name)} inherits from more than ${mostAncestors} nodes; the farthest are left out`
  const { line, column } = node.sections[0]!.header
  faults.error('EXTENDS_TOO_DEEP', message, { line, column })
  return [...chain].slice(-mostAncestors)
}

function withDefaults(
  chain: readonly NodeDefinition[],
  defaults: NodeDefinition | undefined,
): readonly NodeDefinition[] {
  if (defaults === undefined || chain.at(-1) === defaults) return chain
  return [defaults, ...chain.filter((node) => node !== defaults)]
}
