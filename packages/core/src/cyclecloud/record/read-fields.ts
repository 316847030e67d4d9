import type { Attributes } from '@ingot/contract'
import { printString } from '../expression/print.ts'
import { UNDEFINED } from '../expression/value.ts'
import { quote } from '../template/fault-list.ts'
import { meaningOf, type KnownAttribute } from './record-attributes.ts'
import type { RecordFaults, RecordPlace } from './record-faults.ts'
import { findAttribute, type SourceAttribute, type SourceRecord } from './source-record.ts'

/** A record taken apart: the text of each field, where it stands, and everything that has no field. */
export interface RecordFields<K extends string> {
  readonly fields: Readonly<Partial<Record<K, string>>>
  /** Where a field stands; the start of the record for one that is absent. */
  readonly placeOf: (field: K) => RecordPlace
  /** Attributes without a field, and known ones whose spelling says more than the field keeps. */
  readonly attributes: Attributes | undefined
}

/**
 * Reads the known attributes of a record. Required ones that are absent are errors, and so is a value that is no
 * string; a number is taken as it is written, with a warning, since `1.10` without quotes can only be a version.
 */
export function readFields<K extends string>(
  record: SourceRecord,
  known: Readonly<Record<K, KnownAttribute>>,
  faults: RecordFaults,
): RecordFields<K> {
  const fields: Partial<Record<K, string>> = {}
  const places = new Map<string, RecordPlace>()
  const taken = new Set<SourceAttribute>()
  const start = { file: record.file, line: record.line, column: 1 }
  for (const key in known) {
    const attribute = findAttribute(record.attributes, known[key].name.toLowerCase())
    const place =
      attribute === undefined ? start : { ...start, line: attribute.line, column: attribute.column }
    places.set(key, place)
    const text = fieldText(known[key], attribute, place, faults)
    if (text !== undefined) fields[key] = text
    if (attribute !== undefined && !saysMore(attribute, text)) taken.add(attribute)
  }
  const rest = record.attributes.filter((attribute) => !taken.has(attribute) && !isAdType(attribute))
  const entries = rest.map(({ name, text }) => [name, text] as const)
  return {
    fields,
    placeOf: (field) => places.get(field) ?? start,
    attributes: entries.length === 0 ? undefined : Object.fromEntries(entries),
  }
}

function fieldText(
  known: KnownAttribute,
  attribute: SourceAttribute | undefined,
  place: RecordPlace,
  faults: RecordFaults,
): string | undefined {
  if (attribute?.isUnreadable === true) return undefined
  const value = attribute?.value ?? UNDEFINED
  if (value.type === 'integer' || value.type === 'real') {
    const message = `${known.name} = ${attribute!.text} is taken as text: write ${printString(attribute!.text)}`
    faults.warning('VALUE_UNQUOTED', message, place)
    return attribute!.text
  }
  if (value.type !== 'string' && (value.type !== 'undefined' || !isUndefinedText(attribute))) {
    const message = `${known.name} expects text in double quotes, but found ${quote(attribute!.text)}`
    faults.error('VALUE_TYPE', message, place)
    return undefined
  }
  const text = meaningOf(value, known)
  if (text !== undefined && text.trim() !== '') return text
  if (known.isRequired === true) {
    const message = `The record needs ${known.name}, a text that is not empty`
    faults.error('ATTRIBUTE_MISSING', message, place)
  }
  return undefined
}

/** A bare word is a name without a value, which is not what `undefined` says. */
function isUndefinedText(attribute: SourceAttribute | undefined): boolean {
  return attribute === undefined || /^undefined(?:\s*\(\s*\))?$/i.test(attribute.text)
}

/** Whether the spelling of an attribute would be lost if only its field were kept. */
function saysMore({ text, value }: SourceAttribute, field: string | undefined): boolean {
  if (value.type === 'integer' || value.type === 'real') return false
  return field === undefined || text !== printString(field)
}

function isAdType({ name }: SourceAttribute): boolean {
  return name.toLowerCase() === 'adtype'
}
