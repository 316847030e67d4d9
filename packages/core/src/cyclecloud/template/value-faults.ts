import type { Fault } from '@ingot/contract'
import { compileValue } from './compile-value.ts'
import { createFaultList, quote } from './fault-list.ts'
import type { Section } from './section-tree.ts'
import type { Template } from './template.ts'
import { isTextAttribute } from './text-attribute.ts'

/** Faults of the expressions and references in all values of a template, whether they are ever evaluated or not. */
export function valueFaults(template: Template): Fault[] {
  const faults = createFaultList(template.file)
  for (const section of everySection(template.sections)) {
    for (const line of section.attributes) {
      const { faults: found } = compileValue(line, isTextAttribute(section.header.kind, line.name))
      for (const { code, message, offset } of found) {
        const place = { line: line.line, column: line.valueColumn + offset }
        faults.error(code, `${message}, in the value of ${quote(line.key)}`, place)
      }
    }
  }
  return faults.list()
}

/** All sections, outermost first. No deeper than ranks go. */
export function* everySection(sections: readonly Section[]): Generator<Section> {
  for (const section of sections) {
    yield section
    yield* everySection(section.sections)
  }
}
