import type { Fault } from '@ingot/contract'
import type { EvaluatedTemplate } from '../evaluated.ts'
import { createFaultList } from '../fault-list.ts'
import type { Template } from '../template.ts'
import { everySection } from '../value-faults.ts'
import type { LintContext, LintInput } from './lint.ts'
import { lints } from './lints.ts'

/** The doubtful spots of a template, as warnings and infos in the order of their places. */
export function lintTemplate(
  template: Template,
  evaluated: EvaluatedTemplate,
  context: LintContext = {},
): Fault[] {
  if (template.jinja) return []
  const sections = [...everySection(template.sections)].filter(({ placed }) => placed)
  const input: LintInput = { template, evaluated, sections, context }
  const faults = createFaultList<string>(template.file)
  for (const [code, { severity, find }] of Object.entries(lints)) {
    for (const { message, line, column } of find(input)) faults[severity](code, message, { line, column })
  }
  return faults.list()
}

/**
 * All that can be said of a template, in the order of the file: faults of its syntax, of its values and of how its
 * parts refer to each other, and the doubtful spots.
 */
export function checkTemplate(
  template: Template,
  evaluated: EvaluatedTemplate,
  context: LintContext = {},
): Fault[] {
  if (template.jinja) return [...template.faults]
  const found = [...template.faults, ...evaluated.faults, ...lintTemplate(template, evaluated, context)]
  return found.toSorted(byLine)
}

/** Faults without a place, such as the count of those left out, come last. */
function byLine(a: Fault, b: Fault): number {
  const last = Number.MAX_SAFE_INTEGER
  return (a.line ?? last) - (b.line ?? last) || (a.column ?? 0) - (b.column ?? 0)
}
