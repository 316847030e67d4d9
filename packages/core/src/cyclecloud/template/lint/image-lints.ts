import type { EvaluatedAttribute, EvaluatedNode } from '../evaluated.ts'
import { quote } from '../fault-list.ts'
import type { Finding, LintInput } from './lint.ts'

/** Attributes that name an image, the one that wins first (CycleCloud docs, Node and nodearray reference). */
const imageAttributes = ['ImageId', 'ImageName', 'Image', 'Azure.Publisher', 'ImageUrl']

/** Nodes that are to be started and name no image at all. */
export function* nodesWithoutImage({ evaluated }: LintInput): Generator<Finding> {
  for (const node of evaluated.nodes) {
    if (node.abstract || imageAttributes.some((name) => mayNameImage(node.declared(name)))) continue
    const { kind, name, line, column } = node
    const message = `The ${kind} ${quote(name)} has no image; set ImageName, here or on a node that it extends`
    yield { message, line, column }
  }
}

/** Whether an attribute names an image, or will once a parameter has its value. */
function mayNameImage(attribute: EvaluatedAttribute | undefined): boolean {
  if (attribute === undefined) return false
  const isCleared = attribute.origin.attribute?.value
    .replace(/^=/, '')
    .trim()
    .toLowerCase()
    .startsWith('undefined')
  return attribute.value.type !== 'undefined' || isCleared !== true
}

/** Nodes with more than one image, of which one wins. */
export function* severalImages({ evaluated }: LintInput): Generator<Finding> {
  for (const node of evaluated.nodes) {
    if (node.abstract) continue
    const set = imageAttributes.flatMap((name) => node.attribute(name) ?? [])
    const [winner, ...others] = set
    if (winner === undefined || others.length === 0) continue
    const last = set.toSorted((a, b) => b.origin.line - a.origin.line)[0] ?? winner
    const names = others.map(({ name }) => name).join(' and ')
    const message = `The ${node.kind} ${quote(node.name)} sets ${winner.name} and ${names}; ${winner.name} wins`
    yield { message, line: last.origin.line, column: last.origin.column }
  }
}

/** Image attributes whose expression fails, though every parameter in it has its value. */
export function* failingImages({ evaluated }: LintInput): Generator<Finding> {
  const seen = new Set<unknown>()
  for (const { node, attribute } of imagesOf(evaluated.nodes)) {
    const mayYetWork = attribute.value.type !== 'error' || attribute.missing.length > 0
    if (mayYetWork || seen.has(attribute.origin.attribute)) continue
    seen.add(attribute.origin.attribute)
    const message = `${attribute.name} of ${quote(node.name)} cannot be evaluated: ${attribute.value.message}`
    yield { message, line: attribute.origin.line, column: attribute.origin.valueColumn }
  }
}

/** Images past their end of life, as defaults of parameters and as written on nodes; each place once. */
export function* endedImages({ evaluated, context }: LintInput): Generator<Finding> {
  const seen = new Set<unknown>()
  for (const { type, defaultValue, defaultLine, name } of evaluated.parameters.values()) {
    if (type?.toLowerCase() !== 'cloud.image' || defaultValue.type !== 'string' || defaultLine === undefined)
      continue
    const ended = endOf(defaultValue.value, context)
    if (ended === undefined) continue
    const message = `The default image ${quote(defaultValue.value)} of parameter ${quote(name)} ${ended}`
    yield { message, line: defaultLine.line, column: defaultLine.valueColumn }
  }
  for (const { node, attribute } of imagesOf(evaluated.nodes)) {
    const { value, parameter, origin } = attribute
    if (parameter !== undefined || value.type !== 'string' || seen.has(origin.attribute)) continue
    seen.add(origin.attribute)
    const ended = endOf(value.value, context)
    if (ended === undefined) continue
    const message = `The image ${quote(value.value)} of ${quote(node.name)} ${ended}`
    yield { message, line: origin.line, column: origin.valueColumn }
  }
}

/** What is to be said of an image that is past its end of life. */
function endOf(image: string, { lookupImage }: LintInput['context']): string | undefined {
  const known = image === '' ? undefined : lookupImage?.(image)
  if (known === undefined || known.state === 'active' || known.state === 'preview') return undefined
  return `should not be used any more: ${known.message[0]?.toLowerCase() ?? ''}${known.message.slice(1)}`
}

function* imagesOf(
  nodes: readonly EvaluatedNode[],
): Generator<{ node: EvaluatedNode; attribute: EvaluatedAttribute }> {
  for (const node of nodes) {
    for (const name of ['ImageName', 'Image', 'ImageId']) {
      const attribute = node.attribute(name)
      if (attribute !== undefined) yield { node, attribute }
    }
  }
}
