import { printValue } from '../expression/print.ts'
import type { Value } from '../expression/value.ts'

/** A value as a part of a longer text: strings without quotes, lists with commas, anything else as an expression. */
export function textOfValue(value: Value): string {
  if (value.type === 'string') return value.value
  if (value.type === 'list' && value.items.every((item) => item.type === 'string')) {
    return value.items.map((item) => item.value).join(', ')
  }
  return printValue(value)
}

/** The strings of a value that names one thing or several: a string, or a list of them. Others are left out. */
export function namesOfValue(value: Value): string[] {
  if (value.type === 'string') return value.value === '' ? [] : [value.value]
  if (value.type !== 'list') return []
  return value.items.filter((item) => item.type === 'string').map((item) => item.value)
}
