import type { Fault, NodeAnswer } from '@ingot/contract'
import type { BootSettings } from '../../boot/boot-faults.ts'
import type { ImageSource } from '../../image/source.ts'
import { evaluateTemplate } from '../template/evaluate-template.ts'
import type { EvaluatedNode, EvaluatedTemplate } from '../template/evaluated.ts'
import type { ParameterValues } from '../template/parameters.ts'
import type { Template } from '../template/template.ts'
import { bootSettings } from './boot-settings.ts'
import { formValues } from './form-values.ts'
import { resolveNode, type Surroundings } from './resolve-node.ts'

/** What a template is given, and where its nodes start. */
export interface TemplateRequest extends Surroundings {
  readonly parameters: ParameterValues
  readonly clusterName?: string | undefined
}

export interface TemplateAnswer {
  /** One answer per node and node array that can be started, in the order of the file. */
  readonly nodes: NodeAnswer[]
  /** What is wrong with the template, its syntax first. */
  readonly faults: Fault[]
}

/** Resolves the image of every node of a template. Faults do not stop it: what can be understood is answered. */
export function resolveTemplate(
  source: ImageSource,
  template: Template,
  request: TemplateRequest,
  at: Date,
): TemplateAnswer {
  const evaluated = evaluateAt(template, request)
  const nodes = evaluated.nodes
    .filter((node) => !node.abstract)
    .map((node) => ({
      node: node.name,
      kind: node.kind,
      cluster: node.cluster,
      ...resolveNode(source, (name) => node.declared(name), request, at, settingsOf(node)),
    }))
  return { nodes, faults: [...template.faults, ...evaluated.faults] }
}

/** Evaluates a template as the form of a cluster in this location would fill it. */
export function evaluateAt(template: Template, request: TemplateRequest): EvaluatedTemplate {
  const { parameters, clusterName } = request
  const asGiven = evaluateTemplate(template, { parameters, ...named(clusterName) })
  const filled = formValues(asGiven.parameters.values(), parameters, request)
  return filled.size === parameters.size
    ? asGiven
    : evaluateTemplate(template, { parameters: filled, ...named(clusterName) })
}

function settingsOf(node: EvaluatedNode): BootSettings {
  return bootSettings((name) => node.declared(name), node.sections)
}

function named(clusterName: string | undefined): { clusterName?: string } {
  return clusterName === undefined ? {} : { clusterName }
}
