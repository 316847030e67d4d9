import { walkExpression } from '../expression/expression.ts'
import { errorValue, UNDEFINED, type Value } from '../expression/value.ts'
import { attributesOf, type Layer } from './attribute-layers.ts'
import { type CompiledValue, type Content, expressionsOf } from './compile-value.ts'
import type { EvaluatedParameter } from './evaluated.ts'
import type { Evaluator, Known } from './evaluate-value.ts'
import { type FaultList, quote } from './fault-list.ts'
import type { AttributeLine } from './line.ts'
import { orderByNeed } from './order-by-need.ts'
import { defaultOf, givenValue, parameterForm } from './parameter-value.ts'
import type { Section } from './section-tree.ts'
import { isTextAttribute } from './text-attribute.ts'
import { everySection } from './value-faults.ts'

/** Values of parameters by name in any case: as text, which is typed by the ParameterType, or typed already. */
export type ParameterValues = ReadonlyMap<string, Value | string>

/** A parameter before it has a value. */
interface Definition {
  readonly name: string
  readonly sections: Section[]
}

/** The parameters of a form, however deep their sections are nested. */
export function defineParameters(
  sections: readonly Section[],
  faults: FaultList,
): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>()
  for (const section of parameterSections(sections)) {
    const { name, line, column } = section.header
    const earlier = definitions.get(name.toLowerCase())
    if (earlier === undefined) {
      definitions.set(name.toLowerCase(), { name, sections: [section] })
      continue
    }
    const first = earlier.sections[0]!.header.line
    const message = `Parameter ${quote(name)} is defined on line ${first} already; what this one sets wins over that`
    faults.warning('DUPLICATE_SECTION', message, { line, column })
    earlier.sections.push(section)
  }
  return definitions
}

const formKinds = new Set(['parameters', 'parameter', 'cluster'])

/** Some forms nest parameters in each other; each of them counts. */
function parameterSections(sections: readonly Section[]): Section[] {
  return sections.flatMap((section) => {
    if (!section.placed || !formKinds.has(section.header.kind)) return []
    const inner = parameterSections(section.sections)
    return section.header.kind === 'parameter' ? [section, ...inner] : inner
  })
}

/**
 * Gives every parameter its value and puts it into `known`, which the evaluator looks names up in. A parameter comes
 * after those that its default value refers to, so none is ever looked up before it is there.
 */
export function evaluateParameters(
  definitions: ReadonlyMap<string, Definition>,
  given: ParameterValues,
  evaluator: Evaluator,
  known: Map<string, Known>,
  faults: FaultList,
): ReadonlyMap<string, EvaluatedParameter> {
  const drafts = new Map<string, Draft>()
  for (const [name, definition] of definitions)
    drafts.set(name, draftOf(definition, given.get(name), evaluator))
  const { order, circles } = orderByNeed(drafts.values(), (draft) => neededBy(draft, drafts))
  const circular = reportCircles(circles, faults)
  const parameters = new Map<string, EvaluatedParameter>()
  for (const draft of order) {
    const parameter = finish(draft, circular.get(draft), evaluator)
    parameters.set(draft.key, parameter)
    known.set(draft.key, parameter)
  }
  // The map is in the order of the file, whatever the order of evaluation was.
  return new Map([...drafts.keys()].map((name) => [name, parameters.get(name)!]))
}

interface Draft extends Definition {
  readonly key: string
  readonly holder: ReturnType<typeof attributesOf>
  readonly given: Value | string | undefined
  readonly defaultLine: AttributeLine | undefined
  readonly compiled: CompiledValue | undefined
  /** Everything that the default value is made of, nested sections too (`[[[[record DefaultValue]]]]`). */
  readonly contents: readonly Content[]
}

function draftOf(definition: Definition, given: Value | string | undefined, evaluator: Evaluator): Draft {
  const layers: Layer[] = definition.sections.map((section) => ({ section, inherited: false }))
  const holder = attributesOf(layers, evaluator)
  const defaultLine = holder.declared('DefaultValue')?.origin.attribute
  const compiled = defaultLine === undefined ? undefined : evaluator.compile(defaultLine, false)
  const contents = compiled === undefined ? nestedContents(definition, evaluator) : [compiled.content]
  return { ...definition, key: definition.name.toLowerCase(), holder, given, defaultLine, compiled, contents }
}

function nestedContents({ sections }: Definition, evaluator: Evaluator): Content[] {
  const nested = sections
    .flatMap((section) => section.sections)
    .filter(({ header, placed }) => placed && header.name.toLowerCase() === 'defaultvalue')
  return [...everySection(nested)].flatMap(({ header, attributes }) =>
    attributes.map((line) => evaluator.compile(line, isTextAttribute(header.kind, line.name)).content),
  )
}

/** The parameters that a default value refers to. */
function neededBy({ contents }: Draft, drafts: ReadonlyMap<string, Draft>): readonly Draft[] {
  const needed = new Set<Draft>()
  for (const expression of contents.flatMap(expressionsOf)) {
    for (const node of walkExpression(expression)) {
      const draft = node.kind === 'name' ? drafts.get(node.name.toLowerCase()) : undefined
      if (draft !== undefined) needed.add(draft)
    }
  }
  return [...needed]
}

function reportCircles(circles: readonly (readonly Draft[])[], faults: FaultList): Map<Draft, string> {
  const circular = new Map<Draft, string>()
  for (const circle of circles) {
    const names = [...circle, circle[0]!].map((draft) => draft.name)
    const shown = names.length > 12 ? [...names.slice(0, 10), '…', names.at(-1)!] : names
    const message = `The default values of parameters refer to each other in a circle: ${shown.join(' → ')}`
    for (const draft of circle) circular.set(draft, message)
    const { line = 1, valueColumn = 1 } = circle[0]!.defaultLine ?? {}
    faults.error('CYCLIC_PARAMETER', `${message}; give one of them a value of its own`, {
      line,
      column: valueColumn,
    })
  }
  return circular
}

function finish(draft: Draft, circle: string | undefined, evaluator: Evaluator): EvaluatedParameter {
  const { holder, given, compiled, defaultLine } = draft
  const type = textOf(draft, 'ParameterType') ?? textOf(draft, 'Config.ParameterType')
  const text =
    compiled?.content.kind === 'constant' || compiled?.content.kind === 'list' ? compiled.text : undefined
  const defaultValue =
    circle === undefined ? defaultValueOf(draft, text, type, evaluator) : errorValue(circle)
  const value =
    given === undefined ? defaultValue : typeof given === 'string' ? givenValue(given, type) : given
  const sourceText = given === undefined ? text : typeof given === 'string' ? given : undefined
  const { line, column } = draft.sections[0]!.header
  return {
    name: draft.name,
    ...(type === undefined ? {} : { type }),
    value,
    defaultValue,
    ...(sourceText === undefined ? {} : { text: sourceText }),
    given: given !== undefined,
    line,
    column,
    ...(defaultLine === undefined ? {} : { defaultLine }),
    attribute: (name) => holder.attribute(name),
    declared: (name) => holder.declared(name),
    get attributes() {
      return holder.attributes
    },
  }
}

function defaultValueOf(
  { compiled, holder }: Draft,
  text: string | undefined,
  type: string | undefined,
  evaluator: Evaluator,
): Value {
  if (compiled === undefined) return holder.declared('DefaultValue')?.value ?? UNDEFINED
  const asText = parameterForm(type) === 'text'
  return defaultOf(evaluator.evaluate(compiled, asText).value, text, type)
}

function textOf({ sections }: Draft, key: string): string | undefined {
  const name = key.toLowerCase()
  for (const section of sections.toReversed()) {
    const line = section.attributes.findLast((attribute) => attribute.name === name)
    if (line !== undefined && line.value !== '') return line.value.replaceAll('"', '')
  }
  return undefined
}
