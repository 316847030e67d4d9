import { IngotError, type Fault } from '@ingot/contract'

/** Reads the members of a message, and gathers what is wrong with them. */
export interface Fields {
  text(name: string): string | undefined
  /** A text that must be there. */
  required(name: string): string
  flag(name: string): boolean | undefined
  texts(name: string): string[]
  /** Whole numbers; as texts too, as JSON of protobuf may have them. */
  numbers(name: string): number[]
  /** Throws `INVALID_REQUEST` with every fault. */
  done(): void
}

const longest = 65_536
const most = 1000

/** The reader of a message. A member that is null counts as absent; members that nobody asks for are ignored. */
export function fieldsOf(body: Readonly<Record<string, unknown>>): Fields {
  const faults: Fault[] = []
  const fault = (name: string, message: string) =>
    faults.push({ severity: 'error', code: 'INVALID_VALUE', path: `/${name}`, message })
  const present = (name: string) => (Object.hasOwn(body, name) ? (body[name] ?? undefined) : undefined)
  const text = (name: string) => {
    const value = present(name)
    if (value === undefined) return undefined
    if (typeof value === 'string' && value.length <= longest) return value
    fault(name, `Expected "${name}" as a text of at most ${longest} characters, got ${kindOf(value)}`)
    return undefined
  }
  const items = <T>(name: string, what: string, is: (value: unknown) => value is T): T[] => {
    const value = present(name)
    if (value === undefined) return []
    if (Array.isArray(value) && value.length <= most && value.every(is)) return value
    const isOdd = Array.isArray(value) && value.length <= most
    const got = isOdd ? 'one with something else in it' : kindOf(value)
    fault(name, `Expected "${name}" as a list of at most ${most} ${what}, got ${got}`)
    return []
  }
  return {
    text,
    required(name) {
      const value = text(name)
      const isMissing = value === undefined || value.trim() === ''
      if (isMissing && !faults.some(({ path }) => path === `/${name}`)) fault(name, `"${name}" is missing`)
      return value ?? ''
    },
    flag(name) {
      const value = present(name)
      if (value === undefined || typeof value === 'boolean') return value
      fault(name, `Expected "${name}" as true or false, got ${kindOf(value)}`)
      return undefined
    },
    texts: (name) =>
      items(name, 'texts', (one): one is string => typeof one === 'string' && one.length <= 2048),
    numbers: (name) => items(name, 'whole numbers', isWhole).map(Number),
    done() {
      const [first] = faults
      if (first === undefined) return
      const more = faults.length === 1 ? '' : `, and ${faults.length - 1} more`
      throw new IngotError('INVALID_REQUEST', `Cannot read the request: ${first.message}${more}`, { faults })
    },
  }
}

function isWhole(value: unknown): value is number | string {
  return typeof value === 'string' ? /^-?\d{1,15}$/.test(value) : Number.isSafeInteger(value)
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'string') return `a text of ${value.length} characters`
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** Clients send an empty text where they mean none. */
export function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
