import type { Evaluator } from './evaluate-value.ts'
import { type FaultList, quote } from './fault-list.ts'
import type { Section } from './section-tree.ts'
import { isTextAttribute } from './text-attribute.ts'

/** Reports the faults of the expressions and references in all values, whether they are ever evaluated or not. */
export function reportValueFaults(
  sections: readonly Section[],
  evaluator: Evaluator,
  faults: FaultList,
): void {
  for (const section of everySection(sections)) {
    for (const line of section.attributes) {
      const { faults: found } = evaluator.compile(line, isTextAttribute(section.header.kind, line.name))
      for (const { code, message, offset } of found) {
        const place = { line: line.line, column: line.valueColumn + offset }
        faults.error(code, `${message}, in the value of ${quote(line.key)}`, place)
      }
    }
  }
}

/** All sections, outermost first. No deeper than ranks go. */
export function* everySection(sections: readonly Section[]): Generator<Section> {
  for (const section of sections) {
    yield section
    yield* everySection(section.sections)
  }
}
