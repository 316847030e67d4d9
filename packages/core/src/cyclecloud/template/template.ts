import type { Fault } from '@ingot/contract'
import type { Line } from './line.ts'
import type { Section } from './section-tree.ts'

/** A template as read: the lines are the file to the byte, the sections are what could be understood of it. */
export interface Template {
  readonly file: string
  readonly lines: readonly Line[]
  /** Sections of the first rank. */
  readonly sections: readonly Section[]
  readonly faults: readonly Fault[]
  /** Whether it is text for Jinja, which has to be rendered before it is a template. Then it has no sections. */
  readonly jinja: boolean
}

/** The text that the template was read from, to the byte. */
export function printTemplate(template: Template): string {
  return template.lines.map((line) => line.raw).join('')
}
