import { IngotError } from '@ingot/contract'
import { evaluateAt, printValue, type AttributeMap, type EvaluatedNode } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { readTemplate } from '../../template-request.ts'

/** Attributes of all nodes together. A small template can have very many: every node inherits those of its parents. */
const mostAttributes = 100_000

/** A template as evaluated. Passwords are left out, whoever asks. */
export const showTemplate: Handler<'showTemplate'> = ({ body }) => {
  const { template, request } = readTemplate(body)
  const evaluated = evaluateAt(template, request)
  refuseTooMany(evaluated.nodes)
  const secrets = secretsOf(evaluated.parameters.values())
  return {
    clusters: evaluated.clusters.map((cluster) => cluster.name),
    parameters: [...evaluated.parameters.values()].map(({ name, type = '', value, given }) => ({
      name,
      type,
      value: isSecret(type) && value.type !== 'undefined' ? '"…"' : printValue(value),
      given,
    })),
    nodes: evaluated.nodes.map((node) => ({
      cluster: node.cluster,
      node: node.name,
      kind: node.kind,
      abstract: node.abstract,
      extends: [...node.extends],
      attributes: attributeTexts(node, secrets),
    })),
    diagnostics: [...template.faults, ...evaluated.faults],
  }
}

function refuseTooMany(nodes: readonly EvaluatedNode[]): void {
  let count = 0
  for (const { attributes, configuration } of nodes) {
    count += attributes.size + configuration.size
    if (count <= mostAttributes) continue
    // Attributes are evaluated when they are looked at: counting the rest would take what is refused here.
    const message = `The nodes have more than ${mostAttributes} attributes, with those that they inherit`
    throw new IngotError('PAYLOAD_TOO_LARGE', message)
  }
}

function isSecret(type: string): boolean {
  return type.toLowerCase() === 'password'
}

function secretsOf(parameters: Iterable<{ name: string; type?: string }>): ReadonlySet<string> {
  const secrets = new Set<string>()
  for (const { name, type = '' } of parameters) if (isSecret(type)) secrets.add(name.toLowerCase())
  return secrets
}

function attributeTexts(node: EvaluatedNode, secrets: ReadonlySet<string>): Record<string, string> {
  return { ...texts(node.attributes, secrets, ''), ...texts(node.configuration, secrets, 'configuration.') }
}

function texts(
  attributes: AttributeMap,
  secrets: ReadonlySet<string>,
  prefix: string,
): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const { name, value, text, parameter } of attributes.values()) {
    const mentions = [...text.matchAll(/\w+/g)].some(([word]) => secrets.has(word.toLowerCase()))
    const isHidden = mentions || (parameter !== undefined && secrets.has(parameter.toLowerCase()))
    shown[prefix + name] = isHidden ? '"…"' : printValue(value)
  }
  return shown
}
