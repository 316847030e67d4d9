import type { Fault } from '@ingot/contract'
import type { Value } from '../expression/value.ts'
import type { AttributeLine } from './line.ts'
import type { Section } from './section-tree.ts'

/** An attribute with its value. What is computed is computed when it is first asked for, once. */
export interface EvaluatedAttribute {
  /** As written where it was set; within configuration with the prefix of its section (`cyclecloud.mounts.x.type`). */
  readonly name: string
  /** UNDEFINED and ERROR are values as well; where they mean that the attribute is absent is for the caller to say. */
  readonly value: Value
  /** The source text without quotes: what the value was before it was typed (`1.10`). */
  readonly text: string
  /** The name of the parameter when the value is `$p` or `${p}` and nothing else. */
  readonly parameter?: string
  /** The parameters and other names that its expression looked for and that have no value. */
  readonly missing: readonly string[]
  /** Where it was set. For nested data (`[[[[list X]]]]`) the first section of it. */
  readonly origin: Origin
}

/** Where an attribute was set: on the node itself, or on one that it inherits from. */
export interface Origin {
  readonly section: Section
  readonly line: number
  readonly column: number
  /** Column of the value. */
  readonly valueColumn: number
  readonly inherited: boolean
  /** Absent for nested data. */
  readonly attribute?: AttributeLine
}

/** Attributes by name in lower case. Those that are undefined are absent. */
export type AttributeMap = ReadonlyMap<string, EvaluatedAttribute>

/** Something with attributes. */
export interface AttributeHolder {
  /** The attribute of this name in any case, or undefined when it is not set or its value is UNDEFINED. */
  attribute(name: string): EvaluatedAttribute | undefined
  /** The attribute of this name in any case, also when its value is UNDEFINED: what was set, and by which parameter. */
  declared(name: string): EvaluatedAttribute | undefined
  /** All of them; evaluates each. */
  readonly attributes: AttributeMap
}

/** A section within a node, merged from all that the node inherits: a volume, a network interface, … */
export interface EvaluatedSection extends AttributeHolder {
  readonly kind: string
  readonly name: string
  readonly line: number
  readonly inherited: boolean
}

export interface EvaluatedCluster extends AttributeHolder {
  readonly name: string
  readonly abstract: boolean
  readonly line: number
  readonly column: number
}

export interface EvaluatedNode extends AttributeHolder {
  readonly cluster: string
  readonly kind: 'node' | 'nodearray'
  readonly name: string
  /** Abstract nodes are never started: they are there to be inherited from. */
  readonly abstract: boolean
  /** As named by `Extends`; the node `defaults`, which every node inherits from first, is not among them. */
  readonly extends: readonly string[]
  readonly line: number
  readonly column: number
  /** The sections that define the node itself, in the order in which later ones win. */
  readonly own: readonly Section[]
  /** Volumes, network interfaces, endpoints and whatever else is not configuration or cluster-init. */
  readonly sections: readonly EvaluatedSection[]
  /** Every leaf of the configuration under its full name. */
  readonly configuration: AttributeMap
  /** In the order in which they run: inherited first. */
  readonly clusterInit: readonly EvaluatedSection[]
}

export interface EvaluatedParameter extends AttributeHolder {
  readonly name: string
  /** `ParameterType`, else `Config.ParameterType`, as written. */
  readonly type?: string
  /** What it was given, else its default value. */
  readonly value: Value
  readonly defaultValue: Value
  /** The text that the value was read from, when it was one and was typed. */
  readonly text?: string
  readonly given: boolean
  readonly line: number
  readonly column: number
  /** The line that sets `DefaultValue`. */
  readonly defaultLine?: AttributeLine
}

export interface EvaluatedTemplate {
  readonly file: string
  readonly clusterName?: string
  readonly clusters: readonly EvaluatedCluster[]
  /** By name in lower case, in the order of the file. */
  readonly parameters: ReadonlyMap<string, EvaluatedParameter>
  /** Nodes and node arrays of all clusters in the order of the file, abstract ones too. */
  readonly nodes: readonly EvaluatedNode[]
  /**
   * What is wrong with values and expressions, and with how sections and parameters refer to each other. Faults of the
   * syntax are in the template.
   */
  readonly faults: readonly Fault[]
}
