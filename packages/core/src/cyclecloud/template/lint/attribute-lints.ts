import { quote } from '../fault-list.ts'
import type { AttributeLine } from '../line.ts'
import { createNameFinder } from '../../../text/nearest-name.ts'
import { knownAttributes } from './known-attribute.ts'
import type { Finding, LintInput } from './lint.ts'

/** Attributes that are not known but are nearly one that is. */
export function* misspelledAttributes({ sections }: LintInput): Generator<Finding> {
  const findNearest = createNameFinder()
  const nearest = new Map<string, string | undefined>()
  for (const { header, attributes } of sections) {
    const known = knownAttributes.get(header.kind)
    if (known === undefined) continue
    for (const { name, key, line, column } of attributes) {
      if (known.has(name) || isOwnWord(name)) continue
      const id = `${header.kind} ${name}`
      if (!nearest.has(id)) nearest.set(id, findNearest(name, known))
      const near = known.get(nearest.get(id) ?? '')
      if (near === undefined) continue
      yield {
        message: `A ${header.kind} has no attribute ${quote(key)}; did you mean "${near}"?`,
        line,
        column,
      }
    }
  }
}

/** Words that are near a known attribute and mean something else, and names that a site chooses. */
function isOwnWord(name: string): boolean {
  return (
    name.startsWith('tags.') || name.length < 4 || name === 'images' || name === 'labels' || name === 'users'
  )
}

/** Attributes that are set twice in one section. */
export function* repeatedAttributes({ sections }: LintInput): Generator<Finding> {
  for (const { attributes } of sections) {
    const seen = new Map<string, AttributeLine>()
    for (const attribute of attributes) {
      const { name, key, line, column } = attribute
      const earlier = seen.get(name)
      seen.set(name, attribute)
      if (earlier === undefined) continue
      const message = `${quote(key)} is set on line ${earlier.line} already; only what this line says counts`
      yield { message, line, column }
    }
  }
}

/** Version numbers that CycleCloud reads as numbers: 1.10 becomes 1.1. */
export function* unquotedVersions({ sections }: LintInput): Generator<Finding> {
  for (const { header, attributes } of sections) {
    for (const { name, key, form, value, line, valueColumn } of attributes) {
      const isVersion =
        name.endsWith('version') || (name === 'defaultvalue' && header.name.toLowerCase().endsWith('version'))
      if (!isVersion || form !== 'text' || !/^\d+\.\d+$/.test(value)) continue
      const message = `${quote(key)} is a version, but ${value} without quotes is a number; write "${value}"`
      yield { message, line, column: valueColumn }
    }
  }
}

/** Numbers with separators between thousands, which are lists. */
export function* separatedNumbers({ sections }: LintInput): Generator<Finding> {
  for (const { header, attributes } of sections) {
    if (header.kind === 'list' || header.kind === 'record') continue
    for (const { name, key, form, value, line, valueColumn } of attributes) {
      if (form !== 'text' || !/^\d{1,3}(?:,\d{3})+$/.test(value)) continue
      if (!/value$|count$|size$/.test(name)) continue
      const items = value.split(',').map(Number).join(', ')
      const plain = value.replaceAll(',', '')
      const message = `${quote(key)} is the list [${items}], not a number; write ${plain}`
      yield { message, line, column: valueColumn }
    }
  }
}
