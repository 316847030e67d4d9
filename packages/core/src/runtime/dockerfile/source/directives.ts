import { skipBlanks, trimmedEnd } from './blank.ts'
import type { FaultLog } from '../fault-log.ts'
import type { Escape } from './words.ts'

const names: ReadonlySet<string> = new Set(['syntax', 'escape', 'check'])

/** Reads parser directives (`# escape=…`), which stand before everything else. */
export interface DirectiveReader {
  /** The character that escapes, as far as the file was read. */
  readonly escape: Escape
  /** Whether a comment is a directive. `offset` is that of its `#`. */
  isDirective(comment: string, offset: number): boolean
  /** Says that a blank line or an instruction has come: what follows is a comment, whatever it looks like. */
  close(by: 'blank' | 'instruction'): void
}

/** A reader for the start of a file. */
export function createDirectiveReader(log: FaultLog): DirectiveReader {
  const seen = new Set<string>()
  let escape: Escape = '\\'
  let state: 'open' | 'late' | 'over' = 'open'
  const take = ({ name, value }: Directive, offset: number): void => {
    if (seen.has(name)) reportRepeated(name, offset, log)
    else if (name === 'escape') escape = escapeOf(value, offset, log) ?? escape
    seen.add(name)
  }
  return {
    get escape() {
      return escape
    },
    isDirective(comment, offset) {
      if (state === 'over') return false
      const directive = directiveOf(comment)
      if (directive === undefined) state = 'late'
      else if (state === 'late') reportLate(directive.name, offset, log)
      else take(directive, offset)
      return directive !== undefined && state === 'open'
    },
    close(by) {
      if (by === 'instruction') state = 'over'
      else if (state === 'open') state = 'late'
    },
  }
}

interface Directive {
  readonly name: string
  readonly value: string
}

function directiveOf(comment: string): Directive | undefined {
  const equals = comment.indexOf('=')
  if (equals === -1) return undefined
  const before = comment.slice(0, equals)
  const start = skipBlanks(before, 1)
  const name = before.slice(start, trimmedEnd(before, start)).toLowerCase()
  const value = comment.slice(skipBlanks(comment, equals + 1), trimmedEnd(comment))
  return names.has(name) && value !== '' ? { name, value } : undefined
}

function escapeOf(value: string, offset: number, log: FaultLog): Escape | undefined {
  if (value === '\\' || value === '`') return value
  const message = `Expected \\ or \` as the escape character, got "${value.slice(0, 20)}"; write one of them`
  log.add('invalidDirective', message, offset)
  return undefined
}

function reportRepeated(name: string, offset: number, log: FaultLog): void {
  log.add('invalidDirective', `The directive "${name}" is given twice; remove one`, offset)
}

function reportLate(name: string, offset: number, log: FaultLog): void {
  const message = `"# ${name}=" has no effect here, because something stands before it; make it the first line`
  log.add('directiveWithoutEffect', message, offset)
}
