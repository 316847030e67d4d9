import { stringValue, UNDEFINED, type Value } from '../expression/value.ts'
import { attributesOf } from './attribute-layers.ts'
import { evaluateNode, isTrue } from './evaluate-node.ts'
import type { EvaluatedCluster, EvaluatedNode, EvaluatedTemplate } from './evaluated.ts'
import { createEvaluator, type Evaluator, type Known } from './evaluate-value.ts'
import { createFaultList, type FaultList, quote } from './fault-list.ts'
import { traceLineages } from './inheritance.ts'
import { lazily } from './lazily.ts'
import { createNameFinder } from '../../text/nearest-name.ts'
import { type ClusterDefinition, defineClusters } from './node-definitions.ts'
import { defineParameters, evaluateParameters, type ParameterValues } from './parameters.ts'
import { givenValue } from './parameter-value.ts'
import type { Section } from './section-tree.ts'
import type { Template } from './template.ts'
import { usedNames } from './used-names.ts'
import { everySection, reportValueFaults } from './value-faults.ts'

/** What a form or a command line gives to a template. */
export interface EvaluationInput {
  readonly parameters?: ParameterValues
  /** The built-in name `ClusterName`; without it the name is undefined. */
  readonly clusterName?: string
  /** The built-in name `ProjectVersion`. */
  readonly projectVersion?: string
}

/**
 * Evaluates a template: parameters at once, everything else when it is asked for. Whatever is wrong with one part, the
 * others are there; an expression that fails is an ERROR value, a reference to nothing leaves its attribute out.
 */
export function evaluateTemplate(template: Template, input: EvaluationInput = {}): EvaluatedTemplate {
  const faults = createFaultList(template.file)
  const known = builtIns(input)
  nameReferences(template.sections, known)
  const evaluator = createEvaluator((name) => known.get(name.toLowerCase()))
  const definitions = defineParameters(template.sections, faults)
  const given = lowerCased(input.parameters)
  nameGiven(given, definitions, known)
  const parameters = evaluateParameters(definitions, given, evaluator, known, faults)
  const clusters = defineClusters(template.sections, faults)
  const evaluated = clusters.map((cluster) => evaluateCluster(cluster, evaluator))
  const nodes = clusters.flatMap((cluster, index) =>
    evaluateNodes(cluster, evaluated[index]!, evaluator, faults),
  )
  const allFaults = lazily(() => {
    reportValueFaults(template.sections, evaluator, faults)
    if (!template.jinja) reportUnusedValues(input.parameters, definitions, template.sections, faults)
    return faults.list()
  })
  return {
    file: template.file,
    ...(input.clusterName === undefined ? {} : { clusterName: input.clusterName }),
    clusters: evaluated,
    parameters,
    nodes,
    get faults() {
      return allFaults()
    },
  }
}

function builtIns({ clusterName, projectVersion }: EvaluationInput): Map<string, Known> {
  const names = { clustername: clusterName, projectversion: projectVersion }
  return new Map(
    Object.entries(names).map(([name, text]) => [
      name,
      text === undefined ? { value: UNDEFINED } : { value: stringValue(text), text },
    ]),
  )
}

/** Other clusters and environments have names as well; what they are is known only once they run. */
function nameReferences(sections: readonly Section[], known: Map<string, Known>): void {
  for (const { header } of sections) {
    if (header.kind === 'noderef' || header.kind === 'environment') {
      known.set(header.name.toLowerCase(), { value: UNDEFINED })
    }
  }
}

/** A value can be given for what the template only uses; a built-in name keeps the value that it has. */
function nameGiven(
  given: ParameterValues,
  definitions: ReadonlyMap<string, unknown>,
  known: Map<string, Known>,
): void {
  for (const [name, value] of given) {
    const isFree = (known.get(name)?.value.type ?? 'undefined') === 'undefined'
    if (definitions.has(name) || !isFree) continue
    known.set(
      name,
      typeof value === 'string' ? { value: givenValue(value, undefined), text: value } : { value },
    )
  }
}

function lowerCased(parameters: ParameterValues = new Map()): Map<string, Value | string> {
  return new Map([...parameters].map(([name, value]) => [name.toLowerCase(), value]))
}

/** Values that were given for nothing: the template neither defines nor uses a parameter of this name. */
function reportUnusedValues(
  given: ParameterValues = new Map(),
  definitions: ReadonlyMap<string, { readonly name: string }>,
  sections: readonly Section[],
  faults: FaultList,
): void {
  const undefinedNames = [...given.keys()].filter((name) => !definitions.has(name.toLowerCase()))
  if (undefinedNames.length === 0) return
  const used = new Set<string>()
  for (const { name } of usedNames(everySection(sections))) used.add(name.toLowerCase())
  const findNearest = createNameFinder()
  for (const name of undefinedNames) {
    if (used.has(name.toLowerCase())) continue
    const near = findNearest(name.toLowerCase(), definitions)
    const hint = near === undefined ? '' : `; did you mean ${quote(definitions.get(near)?.name ?? near)}?`
    faults.warning('UNKNOWN_PARAMETER', `The template defines no parameter ${quote(name)}${hint}`)
  }
}

function evaluateCluster({ name, sections }: ClusterDefinition, evaluator: Evaluator): EvaluatedCluster {
  const layers = sections.map((section) => ({
    section,
    inherited: section.header.name.toLowerCase() !== name.toLowerCase(),
  }))
  const holder = attributesOf(layers, evaluator)
  const own = attributesOf(
    layers.filter(({ inherited }) => !inherited),
    evaluator,
  )
  const { line, column } = sections.at(-1)!.header
  return {
    name,
    abstract: isTrue(own.attribute('Abstract')?.value),
    line,
    column,
    attribute: (attribute) => holder.attribute(attribute),
    declared: (attribute) => holder.declared(attribute),
    get attributes() {
      return holder.attributes
    },
  }
}

function evaluateNodes(
  definition: ClusterDefinition,
  cluster: EvaluatedCluster,
  evaluator: Evaluator,
  faults: FaultList,
): EvaluatedNode[] {
  const lineages = traceLineages(definition.nodes, evaluator, faults)
  return [...lineages].map(([node, lineage]) => evaluateNode(node, lineage, cluster, evaluator))
}
