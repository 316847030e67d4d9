import { quote } from '../fault-list.ts'
import { findComment } from '../inline-comment.ts'
import { isProse } from '../text-attribute.ts'
import type { Finding, LintInput } from './lint.ts'

/** Places where a ` #` may have been meant otherwise than it is read. */
export function* ambiguousComments({ sections }: LintInput): Generator<Finding> {
  for (const { attributes } of sections) {
    for (const { name, key, form, value, comment, line, valueColumn } of attributes) {
      if (form !== 'text') continue
      const column = valueColumn + value.length
      if (isProse(name) && findComment(value) !== -1) {
        const message = `The "#" in ${quote(key)} is text, not the beginning of a comment; put the value into quotes`
        yield { message, line, column: valueColumn + findComment(value) }
      } else if (comment !== undefined && /\w \w/.test(value) && !value.includes('$')) {
        const message = `${quote(key)} ends before ${quote(comment)}, which is a comment; if it is text, put the value into quotes`
        yield { message, line, column }
      }
    }
  }
}

/** References in quoted text, where they are not followed. */
export function* quotedReferences({ sections, evaluated }: LintInput): Generator<Finding> {
  for (const { attributes } of sections) {
    for (const { name, key, form, value, line, valueColumn } of attributes) {
      if (form !== 'quoted' || isProse(name) || name === 'config.template') continue
      for (const match of value.matchAll(/\$\{|\$(?<name>[A-Za-z_]\w*)/g)) {
        const parameter = match.groups?.['name']
        if (parameter !== undefined && !evaluated.parameters.has(parameter.toLowerCase())) continue
        const message = `${quote(key)} is quoted, so "${match[0]}" in it is text and not a reference; remove the quotes`
        yield { message, line, column: valueColumn + match.index }
        break
      }
    }
  }
}
