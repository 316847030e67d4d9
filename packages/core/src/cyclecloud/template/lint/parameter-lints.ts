import { quote } from '../fault-list.ts'
import { createNameFinder, nearestName } from '../../../text/nearest-name.ts'
import { usedNames } from '../used-names.ts'
import { knownParameterTypes } from './known-attribute.ts'
import type { Finding, LintInput } from './lint.ts'

/** Names in expressions that nothing in the file defines; each is told once, where it is used first. */
export function* undefinedParameters(input: LintInput): Generator<Finding> {
  const { parameters } = input.evaluated
  const known = otherNames(input)
  const findNearest = createNameFinder()
  for (const { name, what, line, column } of usedNames(input.sections)) {
    const lower = name.toLowerCase()
    if (parameters.has(lower) || known.has(lower)) continue
    known.add(lower)
    const near = findNearest(lower, parameters)
    const hint = near === undefined ? '' : `; did you mean ${quote(parameters.get(near)?.name ?? near)}?`
    const message = `Nothing in this file defines the parameter ${quote(name)}, so ${quote(what)} may be left out${hint}`
    yield { message, line, column }
  }
}

/** What may be referred to without being a parameter of the file. */
function otherNames({ evaluated, sections }: LintInput): Set<string> {
  const names = new Set(['clustername', 'projectversion', 'package'])
  for (const { name } of evaluated.nodes) names.add(name.toLowerCase())
  for (const { header } of sections) {
    if (header.kind === 'noderef' || header.kind === 'environment') names.add(header.name.toLowerCase())
  }
  return names
}

/** Parameters that nothing refers to. Those that only show text in the form have nothing to be referred to for. */
export function* unusedParameters(input: LintInput): Generator<Finding> {
  const used = new Set<string>()
  for (const { name } of usedNames(input.sections)) used.add(name.toLowerCase())
  for (const name of namedInText(input)) used.add(name)
  for (const [key, parameter] of input.evaluated.parameters) {
    const type = parameter.type?.toLowerCase()
    const isShown = parameter.declared('Config.Template') !== undefined || type === 'htmltemplate'
    if (used.has(key) || isShown || /\W/.test(key)) continue
    const { name, line, column } = parameter
    yield { message: `Nothing in this file refers to the parameter ${quote(name)}`, line, column }
  }
}

/** Types of parameters that are not known. */
export function* unknownTypes({ sections }: LintInput): Generator<Finding> {
  for (const { header, attributes } of sections) {
    if (header.kind !== 'parameter') continue
    for (const { name, form, value, line, valueColumn } of attributes) {
      if (name !== 'parametertype' || (form !== 'text' && form !== 'quoted') || value.includes('$')) continue
      const type = value.replaceAll('"', '')
      if (knownParameterTypes.has(type.toLowerCase())) continue
      const near = knownParameterTypes.get(nearestName(type.toLowerCase(), knownParameterTypes.keys()) ?? '')
      const hint = near === undefined ? 'it is shown as plain text' : `did you mean "${near}"?`
      yield { message: `No parameter has the type ${quote(type)}; ${hint}`, line, column: valueColumn }
    }
  }
}

/** Words in text that may name a parameter to other programs: `@contents`, queries, a bare name as a condition. */
function namedInText({ sections }: LintInput): Set<string> {
  const words = new Set<string>()
  for (const { attributes } of sections) {
    for (const { name, form, value } of attributes) {
      const isBare = form === 'text' && /^@?\w+$/.test(value)
      if (!isBare && name !== 'config.query' && form !== 'block') continue
      for (const [word] of value.matchAll(/\w+/g)) words.add(word.toLowerCase())
    }
  }
  return words
}
