import { IngotError, type Fault, type Location, type TemplateInput, type TextFile } from '@ingot/contract'
import {
  parseParameterFile,
  parseTemplate,
  type ParameterValues,
  type Template,
  type TemplateRequest,
} from '@ingot/core'

/** UTF-16 units of one template; the largest real one has two hundred thousand. */
const longestTemplate = 8 * 1024 * 1024

/** A template as parsed, with the values that its parameters are given. */
export interface ReadTemplate {
  readonly template: Template
  readonly request: TemplateRequest
}

/**
 * Reads a template and its parameters: later files win over earlier ones, single parameters over all files. Faults of
 * the template are its diagnostics; a parameter file that cannot be read is a fault of the request (`INVALID_INPUT`).
 */
export function readTemplate(
  input: TemplateInput & Location & { strict?: boolean; trace?: boolean },
): ReadTemplate {
  const { provider, account, region, strict, trace, clusterName } = input
  const { file, text } = input.template
  refuseLong(input.template)
  const request = { parameters: readParameters(input), clusterName, provider, account, region, strict, trace }
  return { template: parseTemplate(file, text), request }
}

/** Refuses a template that is longer than any that somebody wrote (`PAYLOAD_TOO_LARGE`). */
export function refuseLong({ file, text }: TextFile): void {
  if (text.length <= longestTemplate) return
  const message = `The template "${file}" has ${text.length} characters; at most ${longestTemplate} are read`
  throw new IngotError('PAYLOAD_TOO_LARGE', message)
}

function readParameters({ parameters = {}, parameterFiles = [] }: TemplateInput): ParameterValues {
  const faults: Fault[] = []
  const values = new Map<string, ParameterValues extends ReadonlyMap<string, infer V> ? V : never>()
  for (const { file, text } of parameterFiles) {
    const read = parseParameterFile(file, text)
    faults.push(...read.faults)
    for (const [name, value] of read.parameters) values.set(name, value)
  }
  const errors = faults.filter((fault) => fault.severity === 'error')
  if (errors.length > 0) {
    throw new IngotError('INVALID_INPUT', `Cannot read the parameters: ${errors[0]?.message}`, { faults })
  }
  for (const [name, text] of Object.entries(parameters)) values.set(name, text)
  return values
}
