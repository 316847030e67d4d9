import { readJsonEvents, type JsonHandler } from './json-events.ts'
import { pointer, pointerSteps } from './json-pointer.ts'

/** What is wanted below a value: by the next step of their pointers. */
interface Wanted {
  pointer?: string
  readonly below: Map<string, Wanted>
}

/** A list or an object that is being read: what is wanted in it, and the step to its current value. */
interface Level {
  readonly wanted: Wanted | undefined
  readonly isArray: boolean
  step: string | number
}

/**
 * Where the values that JSON pointers point to start, in UTF-16 units: of a member that is written twice the last,
 * which is the one that counts. What a pointer does not find is not in the answer. Reads the text again, so this is
 * for the few places of faults. Throws `JsonSyntaxError`.
 */
export function locateJson(text: string, pointers: Iterable<string>): Map<string, number> {
  const found = new Map<string, number>()
  const root = wantedTree(pointers)
  const levels: Level[] = []
  const next = (offset: number): Wanted | undefined => {
    const level = levels.at(-1)
    if (level?.isArray === true && typeof level.step === 'number') level.step++
    const wanted = level === undefined ? root : level.wanted?.below.get(String(level.step))
    if (wanted?.pointer !== undefined) found.set(wanted.pointer, offset)
    return wanted
  }
  readJsonEvents(text, {
    begin(kind, offset) {
      levels.push({ wanted: next(offset), isArray: kind === 'array', step: kind === 'array' ? -1 : '' })
    },
    end: () => levels.pop(),
    member(name) {
      levels.at(-1)!.step = name
    },
    scalar: ({ offset }) => next(offset),
  })
  return found
}

function wantedTree(pointers: Iterable<string>): Wanted {
  const root: Wanted = { below: new Map() }
  for (const text of pointers) {
    let node = root
    for (const step of pointerSteps(text)) {
      const inner = node.below.get(step) ?? { below: new Map() }
      node.below.set(step, inner)
      node = inner
    }
    node.pointer = text
  }
  return root
}

/** A member that its object has already. */
export interface DuplicateMember {
  readonly name: string
  /** A JSON pointer to it. */
  readonly path: string
  /** Where its name is written the second time, in UTF-16 units. */
  readonly offset: number
}

/** Every member that is written again in one object, at most `limit` of them. Throws `JsonSyntaxError`. */
export function findDuplicateMembers(text: string, limit: number): DuplicateMember[] {
  const found: DuplicateMember[] = []
  const names: Set<string>[] = []
  const steps: (string | number)[] = []
  const value = (): void => {
    const step = steps.at(-1)
    if (typeof step === 'number') steps[steps.length - 1] = step + 1
  }
  const handler: JsonHandler = {
    begin(kind) {
      value()
      names.push(new Set())
      steps.push(kind === 'array' ? -1 : '')
    },
    end() {
      names.pop()
      steps.pop()
    },
    member(name, offset) {
      steps[steps.length - 1] = name
      const known = names.at(-1)!
      if (known.has(name) && found.length < limit) found.push({ name, path: pointer('', ...steps), offset })
      known.add(name)
    },
    scalar: value,
  }
  readJsonEvents(text, handler)
  return found
}
