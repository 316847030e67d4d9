import type { Evaluator } from './evaluate-value.ts'
import { type FaultList, quote } from './fault-list.ts'
import type { Section } from './section-tree.ts'
import { isProse, isTextAttribute } from './text-attribute.ts'

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
        // Ingot's regular expressions leave out what cannot run in linear time; another reader may take more.
        const severity = isShown(line.name) || code === 'INVALID_PATTERN' ? 'warning' : 'error'
        faults[severity](code, `${message}, in the value of ${quote(line.key)}`, place)
      }
    }
  }
}

/** Whether a value is only shown to people, so that a dollar in it may well be a dollar. */
function isShown(name: string): boolean {
  return isProse(name) || name === 'config.template'
}

/** All sections, outermost first. No deeper than ranks go. */
export function* everySection(sections: readonly Section[]): Generator<Section> {
  for (const section of sections) {
    yield section
    yield* everySection(section.sections)
  }
}
