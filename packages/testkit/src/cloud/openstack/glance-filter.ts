import type { GlanceRecord } from './glance-record.ts'

/** What a filter refuses is a 400 with this sentence. */
export class GlanceFilterError extends Error {}

/** Parameters of a list that are no filters. */
const others = new Set([
  'limit',
  'marker',
  'sort',
  'sort_key',
  'sort_dir',
  'visibility',
  'member_status',
  'os_hidden',
])

/** Fields whose filters may have an operator, `in:` or `eq:` (API reference, "List images"). */
const withOperator = new Set(['name', 'id', 'status', 'container_format', 'disk_format'])

/** Whether an image passes the filters of a list, which all have to hold. */
export function glanceFilter(query: URLSearchParams): (record: GlanceRecord) => boolean {
  const isHidden = query.get('os_hidden') === 'true'
  const tests = [...query].filter(([name]) => !others.has(name)).map(([name, value]) => testOf(name, value))
  return (record) => record.os_hidden === isHidden && tests.every((test) => test(record))
}

function testOf(name: string, value: string): (record: GlanceRecord) => boolean {
  if (!withOperator.has(name)) return (record) => String(record[name]) === value
  const [, operator = 'eq', operand = ''] = /^([^:]*):(.*)$/s.exec(value) ?? [value, 'eq', value]
  if (operator === 'eq') return (record) => record[name] === operand
  if (operator !== 'in') throw new GlanceFilterError(`Unable to filter by unknown operator '${operator}'.`)
  const values = new Set(listedValues(operand))
  return (record) => values.has(String(record[name]))
}

/** Commas part the values; a value in double quotes may have commas, and keeps its backslashes. */
function listedValues(text: string): string[] {
  if (/[^,\\]"[^,]/.test(text) || (text.replaceAll('\\"', '').split('"').length - 1) % 2 === 1)
    throw new GlanceFilterError(`Invalid filter value ${text}. The quote is not closed.`)
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)",?|([^,]+),?/gs)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  )
}
