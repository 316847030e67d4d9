import { type Value } from '../expression/value.ts'
import { attributesOf, type Layer, lineAttribute, presentAttributes } from './attribute-layers.ts'
import { compileName } from './compile-value.ts'
import type {
  AttributeHolder,
  AttributeMap,
  EvaluatedAttribute,
  EvaluatedNode,
  EvaluatedSection,
} from './evaluated.ts'
import type { Evaluator } from './evaluate-value.ts'
import type { Lineage } from './inheritance.ts'
import { lazily } from './lazily.ts'
import type { NodeDefinition } from './node-definitions.ts'
import { textOfValue } from './value-text.ts'

/** The node that a definition makes, with all that it inherits. Its parts are merged when they are asked for. */
export function evaluateNode(
  definition: NodeDefinition,
  lineage: Lineage,
  cluster: { readonly name: string; readonly abstract: boolean },
  evaluator: Evaluator,
): EvaluatedNode {
  const layers = lineage.ancestors.flatMap((ancestor) =>
    ancestor.sections.map((section) => ({ section, inherited: ancestor !== definition })),
  )
  const holder = withoutInherited(attributesOf(layers, evaluator))
  const sections = lazily(() => mergeSections(layers, evaluator))
  const configuration = lazily(() => mergeConfiguration(layers, evaluator))
  const isDefaults = definition.name.toLowerCase() === 'defaults'
  const { line, column } = definition.sections.at(-1)!.header
  return {
    cluster: cluster.name,
    kind: definition.kind,
    name: definition.name,
    abstract: cluster.abstract || isDefaults || isTrue(holder.attribute('Abstract')?.value),
    extends: lineage.extends,
    line,
    column,
    own: definition.sections,
    attribute: (name) => holder.attribute(name),
    declared: (name) => holder.declared(name),
    get attributes() {
      return holder.attributes
    },
    get sections() {
      return sections().filter(({ kind }) => kind !== 'cluster-init')
    },
    get clusterInit() {
      return sections().filter(({ kind }) => kind === 'cluster-init')
    },
    get configuration() {
      return configuration()
    },
  }
}

/** These say what a node is, not what it starts with: what extends an abstract node is there to be started. */
const notInherited = new Set(['abstract', 'extends'])

function isOwn({ name, origin }: EvaluatedAttribute): boolean {
  return !origin.inherited || !notInherited.has(name.toLowerCase())
}

function ifOwn(attribute: EvaluatedAttribute | undefined): EvaluatedAttribute | undefined {
  return attribute !== undefined && isOwn(attribute) ? attribute : undefined
}

function withoutInherited(holder: AttributeHolder): AttributeHolder {
  const attributes = lazily(() => new Map([...holder.attributes].filter(([, attribute]) => isOwn(attribute))))
  return {
    attribute: (name) => ifOwn(holder.attribute(name)),
    declared: (name) => ifOwn(holder.declared(name)),
    get attributes() {
      return attributes()
    },
  }
}

export function isTrue(value: Value | undefined): boolean {
  return value?.type === 'boolean' && value.value
}

/** Sections of one kind and name are one section; it stands where the first of them stood. */
function mergeSections(layers: readonly Layer[], evaluator: Evaluator): EvaluatedSection[] {
  const merged = new Map<string, Layer[]>()
  for (const { section, inherited } of layers) {
    for (const inner of section.sections) {
      const { kind, name } = inner.header
      if (!inner.placed || kind === 'configuration' || kind === 'list' || kind === 'record') continue
      const key = `${kind} ${name.toLowerCase()}`
      const layer = { section: inner, inherited }
      const earlier = merged.get(key)
      if (earlier === undefined) merged.set(key, [layer])
      else earlier.push(layer)
    }
  }
  return [...merged.values()].map((parts) => evaluatedSection(parts, evaluator))
}

function evaluatedSection(parts: readonly Layer[], evaluator: Evaluator): EvaluatedSection {
  const { header } = parts.at(-1)!.section
  const holder = attributesOf(parts, evaluator)
  return {
    kind: header.kind,
    name: nameOf(header.name, evaluator),
    line: header.line,
    inherited: parts.every((part) => part.inherited),
    attribute: (name) => holder.attribute(name),
    declared: (name) => holder.declared(name),
    get attributes() {
      return holder.attributes
    },
  }
}

/** The name of a section with its references followed; where one has no value the name stays as written. */
function nameOf(name: string, evaluator: Evaluator): string {
  if (!name.includes('$')) return name
  const { value } = evaluator.evaluate(compileName(name), true)
  return value.type === 'undefined' || value.type === 'error' ? name : textOfValue(value)
}

/** `[[[configuration a.b]]] c = 1` is `a.b.c = 1`; each leaf is merged by itself. */
function mergeConfiguration(layers: readonly Layer[], evaluator: Evaluator): AttributeMap {
  const leaves = new Map<string, EvaluatedAttribute>()
  for (const { section, inherited } of layers) {
    for (const inner of section.sections) {
      if (!inner.placed || inner.header.kind !== 'configuration') continue
      const prefix = inner.header.name === '' ? '' : `${inner.header.name}.`
      for (const line of inner.attributes) {
        const layer = { section: inner, inherited }
        leaves.set((prefix + line.key).toLowerCase(), lineAttribute(line, layer, evaluator, prefix))
      }
    }
  }
  return presentAttributes([...leaves.values()])
}
