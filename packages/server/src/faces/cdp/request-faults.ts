import type { Fault } from '@ingot/contract'

/** What is read of a schema; `lengthMessage` and `patternMessage` are the texts that CDP has for a member. */
interface Rules {
  type?: string
  properties?: Record<string, Rules>
  required?: readonly string[]
  items?: Rules
  maxItems?: number
  enum?: readonly unknown[]
  minLength?: number
  maxLength?: number
  pattern?: string
  lengthMessage?: string
  patternMessage?: string
}

/** Every way in which a request does not fit its model, in the order of the model. */
export function requestFaults(schema: object, request: unknown): Fault[] {
  const faults: Fault[] = []
  collect(schema, request, '', faults)
  return faults
}

function collect(rules: Rules, value: unknown, path: string, faults: Fault[]): void {
  const message = typeFault(rules, value, path)
  if (message !== undefined) return void faults.push(fault(path, message))
  if (typeof value === 'string') faults.push(...textFaults(rules, value, path))
  else if (Array.isArray(value)) collectItems(rules, value, path, faults)
  else if (rules.properties !== undefined) collectMembers(rules, value as object, path, faults)
}

function collectMembers(rules: Rules, value: object, path: string, faults: Fault[]): void {
  const members = new Map<string, unknown>(Object.entries(value))
  for (const [name, member] of Object.entries(rules.properties ?? {})) {
    const place = `${path}/${name}`
    if (members.has(name)) collect(member, members.get(name), place, faults)
    else if (rules.required?.includes(name)) {
      faults.push(fault(place, member.lengthMessage ?? `${title(place)} is required`))
    }
  }
}

function collectItems(rules: Rules, items: readonly unknown[], path: string, faults: Fault[]): void {
  const { maxItems = 1000 } = rules
  if (items.length > maxItems) {
    return void faults.push(fault(path, `${title(path)} has ${items.length} items; at most ${maxItems} fit`))
  }
  if (rules.items === undefined) return
  for (const [index, item] of items.entries()) collect(rules.items, item, `${path}/${index}`, faults)
}

function typeFault(rules: Rules, value: unknown, path: string): string | undefined {
  if (rules.enum !== undefined) {
    if (rules.enum.includes(value)) return undefined
    return `${title(path)} must be one of ${rules.enum.join(', ')}, but is ${shown(value)}`
  }
  if (rules.type === undefined || typeOf(value, rules.type)) return undefined
  return `${title(path)} must be ${article(rules.type)}, but is ${shown(value)}`
}

function typeOf(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isSafeInteger(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}

function textFaults(rules: Rules, value: string, path: string): Fault[] {
  const { minLength = 0, maxLength = 4096 } = rules
  if (value.length < minLength || value.length > maxLength) {
    const expected = `${title(path)} must have ${minLength} to ${maxLength} characters, but has ${value.length}`
    return [fault(path, rules.lengthMessage ?? expected)]
  }
  if (rules.pattern === undefined || new RegExp(rules.pattern, 'u').test(value)) return []
  return [fault(path, rules.patternMessage ?? `${title(path)} must match ${rules.pattern}`)]
}

/** A JSON pointer as clients write the place: `/vmImages/0/region` is `vmImages[0].region`. */
function title(path: string): string {
  const place = path
    .slice(1)
    .replaceAll(/\/(?<index>\d+)/g, '[$<index>]')
    .replaceAll('/', '.')
  return `The parameter '${place}'`
}

function article(type: string): string {
  return type === 'integer' || type === 'array' || type === 'object' ? `an ${type}` : `a ${type}`
}

function shown(value: unknown): string {
  if (typeof value === 'string' && value.length <= 100) return `'${value}'`
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return Array.isArray(value) ? 'an array' : article(typeof value)
}

function fault(path: string, message: string): Fault {
  return { severity: 'error', code: 'INVALID_VALUE', path, message }
}
