import { type FaultList, quote } from './fault-list.ts'
import { orderByNeed } from './order-by-need.ts'
import type { Section } from './section-tree.ts'

/** A cluster before it is evaluated. `sections` are its own, behind those of the clusters that it assumes. */
export interface ClusterDefinition {
  readonly name: string
  readonly sections: readonly Section[]
  /** Nodes by name in lower case, those of the parent cluster first. */
  readonly nodes: ReadonlyMap<string, NodeDefinition>
}

/** A node before it is evaluated: the sections that define it, those of a parent cluster first. */
export interface NodeDefinition {
  readonly name: string
  readonly kind: 'node' | 'nodearray'
  readonly sections: readonly Section[]
}

/** More nodes than this are not made out of clusters that assume each other. */
const mostNodes = 50_000

/**
 * Finds the clusters of a template and the nodes in them. A cluster with a `ParentName` has the nodes of that cluster
 * as well (CycleCloud docs, Cluster reference).
 */
export function defineClusters(sections: readonly Section[], faults: FaultList): ClusterDefinition[] {
  const own = ownClusters(sections, faults)
  const { order, circles } = orderByNeed(own.values(), (cluster) => parentOf(cluster, own, faults))
  for (const circle of circles) {
    const { line, column } = circle[0]!.sections[0]!.header
    const names = [...circle, circle[0]!].map(({ name }) => name).join(' → ')
    faults.error('CYCLIC_EXTENDS', `Clusters are parents of each other in a circle: ${names}`, {
      line,
      column,
    })
  }
  const finished = new Map<ClusterDefinition, ClusterDefinition>()
  let made = 0
  for (const cluster of order) {
    const parent = finished.get(parentOf(cluster, own)[0] ?? cluster)
    const whole = parent === undefined || made > mostNodes ? cluster : withParent(cluster, parent)
    made += whole.nodes.size
    finished.set(cluster, whole)
  }
  if (made > mostNodes) faults.error('TOO_MANY_NODES', `The clusters have more than ${mostNodes} nodes`)
  return [...own.values()].map((cluster) => finished.get(cluster) ?? cluster)
}

/** Definitions that sections are still added to. */
interface GrowingNode extends NodeDefinition {
  readonly sections: Section[]
}
interface GrowingCluster extends ClusterDefinition {
  readonly sections: Section[]
  readonly nodes: Map<string, GrowingNode>
}

function ownClusters(sections: readonly Section[], faults: FaultList): Map<string, ClusterDefinition> {
  const clusters = new Map<string, GrowingCluster>()
  for (const section of sections) {
    if (section.header.kind !== 'cluster' || !section.placed) continue
    const { name } = section.header
    const earlier = clusters.get(name.toLowerCase())
    if (earlier !== undefined) reportDuplicate(section, earlier.sections[0], faults)
    const cluster = earlier ?? { name, sections: [], nodes: new Map<string, GrowingNode>() }
    cluster.sections.push(section)
    clusters.set(name.toLowerCase(), cluster)
    addNodes(section, cluster.nodes, faults)
  }
  return clusters
}

function addNodes(cluster: Section, nodes: Map<string, GrowingNode>, faults: FaultList): void {
  for (const section of cluster.sections) {
    const { kind, name } = section.header
    if (!section.placed || (kind !== 'node' && kind !== 'nodearray')) continue
    const earlier = nodes.get(name.toLowerCase())
    if (earlier === undefined) {
      nodes.set(name.toLowerCase(), { name, kind, sections: [section] })
      continue
    }
    reportDuplicate(section, earlier.sections[0], faults)
    earlier.sections.push(section)
  }
}

function reportDuplicate({ header }: Section, first: Section | undefined, faults: FaultList): void {
  const what = `${header.kind} ${quote(header.name)}`
  const message = `Section ${what} is defined on line ${first?.header.line} already; what this one sets wins over that`
  faults.warning('DUPLICATE_SECTION', message, { line: header.line, column: header.column })
}

/** The parent of a cluster as a list of none or one; an unknown one is reported where `faults` is given. */
function parentOf(
  cluster: ClusterDefinition,
  clusters: ReadonlyMap<string, ClusterDefinition>,
  faults?: FaultList,
): ClusterDefinition[] {
  const line = cluster.sections
    .flatMap((section) => section.attributes)
    .findLast((attribute) => attribute.name === 'parentname')
  const name = line?.value.replaceAll('"', '') ?? ''
  if (line === undefined || name === '' || line.form === 'expression' || name.includes('$')) return []
  const parent = clusters.get(name.toLowerCase())
  if (parent !== undefined) return [parent]
  const message = `Cluster ${quote(cluster.name)} has the parent ${quote(name)}, which the file does not define`
  faults?.error('UNKNOWN_PARENT', message, { line: line.line, column: line.valueColumn })
  return []
}

function withParent(cluster: ClusterDefinition, parent: ClusterDefinition): ClusterDefinition {
  const nodes = new Map(parent.nodes)
  for (const [key, node] of cluster.nodes) {
    const assumed = parent.nodes.get(key)
    nodes.set(key, { ...node, sections: [...(assumed?.sections ?? []), ...node.sections] })
  }
  return { ...cluster, sections: [...parent.sections, ...cluster.sections], nodes }
}
