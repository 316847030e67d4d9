import { listValue, recordValue, type Value } from '../expression/value.ts'
import type { EvaluatedAttribute, AttributeHolder, AttributeMap } from './evaluated.ts'
import type { Evaluator } from './evaluate-value.ts'
import { lazily } from './lazily.ts'
import type { AttributeLine } from './line.ts'
import type { Section } from './section-tree.ts'
import { isTextAttribute } from './text-attribute.ts'

/** A section whose attributes count, from the lowest layer to the highest. */
export interface Layer {
  readonly section: Section
  readonly inherited: boolean
}

/** The attributes of layered sections: a higher layer hides what a lower one says, also with an undefined value. */
export function attributesOf(layers: readonly Layer[], evaluator: Evaluator): AttributeHolder {
  const known = new Map<string, EvaluatedAttribute>()

  function find(name: string): EvaluatedAttribute | undefined {
    const lower = name.toLowerCase()
    const before = known.get(lower)
    if (before !== undefined) return before
    const layer = layers.findLast(({ section }) => settingsOf(section).has(lower))
    const setting = layer === undefined ? undefined : settingsOf(layer.section).get(lower)
    if (layer === undefined || setting === undefined) return undefined
    const attribute = Array.isArray(setting)
      ? nestedAttribute(setting, layer, evaluator)
      : lineAttribute(setting, layer, evaluator)
    known.set(lower, attribute)
    return attribute
  }

  const all = lazily(() => {
    const names = new Set(layers.flatMap(({ section }) => [...settingsOf(section).keys()]))
    return presentAttributes([...names].map((name) => find(name)))
  })

  return {
    attribute(name) {
      const attribute = find(name)
      return attribute === undefined || attribute.value.type === 'undefined' ? undefined : attribute
    },
    declared: find,
    get attributes() {
      return all()
    },
  }
}

/** A map of the attributes that are there and not undefined. */
export function presentAttributes(attributes: readonly (EvaluatedAttribute | undefined)[]): AttributeMap {
  const map = new Map<string, EvaluatedAttribute>()
  for (const attribute of attributes) {
    if (attribute !== undefined && attribute.value.type !== 'undefined')
      map.set(attribute.name.toLowerCase(), attribute)
  }
  return map
}

const settingsBySection = new WeakMap<Section, Map<string, AttributeLine | Section[]>>()

/**
 * What a section sets, by name in lower case: a line, or the nested sections that make up a list or a record. Of two
 * lines for one name the last counts.
 */
function settingsOf(section: Section): ReadonlyMap<string, AttributeLine | Section[]> {
  const before = settingsBySection.get(section)
  if (before !== undefined) return before
  const settings = new Map<string, AttributeLine | Section[]>()
  for (const line of section.attributes) settings.set(line.name, line)
  for (const nested of section.sections) {
    if (!nested.placed || (nested.header.kind !== 'list' && nested.header.kind !== 'record')) continue
    const name = nested.header.name.toLowerCase()
    const earlier = settings.get(name)
    if (Array.isArray(earlier)) earlier.push(nested)
    else settings.set(name, [nested])
  }
  settingsBySection.set(section, settings)
  return settings
}

/** The attribute that a line sets. `prefix` goes before its name. */
export function lineAttribute(
  line: AttributeLine,
  layer: Layer,
  evaluator: Evaluator,
  prefix = '',
): EvaluatedAttribute {
  const asText = isTextAttribute(layer.section.header.kind, line.name)
  const { text, parameter } = evaluator.compile(line, asText)
  const evaluation = lazily(() => evaluator.evaluate(evaluator.compile(line, asText), asText))
  const { column, valueColumn } = line
  return {
    name: prefix + line.key,
    text,
    ...(parameter === undefined ? {} : { parameter }),
    origin: { ...layer, line: line.line, column, valueColumn, attribute: line },
    get value() {
      return evaluation().value
    },
    get missing() {
      return evaluation().missing
    },
  }
}

/** Each `list` section is one record of a list; a `record` section is the value itself, the last one counts. */
function nestedAttribute(nested: readonly Section[], layer: Layer, evaluator: Evaluator): EvaluatedAttribute {
  const header = nested[0]!.header
  const value = lazily(() =>
    nested.at(-1)!.header.kind === 'record'
      ? recordOf(nested.at(-1)!, evaluator)
      : listValue(
          nested.filter(({ header }) => header.kind === 'list').map((item) => recordOf(item, evaluator)),
        ),
  )
  const { line, column } = header
  return {
    name: header.name,
    text: '',
    missing: [],
    origin: { ...layer, line, column, valueColumn: column },
    get value() {
      return value()
    },
  }
}

/** The record that a section holds. Sections nest no deeper than ranks go, so neither does this. */
function recordOf(section: Section, evaluator: Evaluator): Value {
  const holder = attributesOf([{ section, inherited: false }], evaluator)
  return recordValue([...holder.attributes.values()].map(({ name, value }) => ({ name, value })))
}
