import type { EvaluatedNode } from '../evaluated.ts'
import { quote } from '../fault-list.ts'
import { started } from './jetpack-lints.ts'
import type { Finding, LintInput } from './lint.ts'

/** The attribute that each reason is about; the machine type for all others. */
const attributes: Readonly<Record<string, string>> = {
  BOOT_SECURITY_TYPE: 'SecurityType',
  BOOT_PLAN: 'ImagePlan.Publisher',
}

/** Nodes whose machine type or settings cannot start from their image; each place and reason once. */
export function* nodesThatCannotBoot({ evaluated, context }: LintInput): Generator<Finding> {
  const seen = new Set<string>()
  for (const node of started(evaluated.nodes)) {
    for (const { code, message } of context.bootFaults?.(node) ?? []) {
      const place = placeOf(node, code)
      const key = JSON.stringify([place, message])
      if (seen.has(key)) continue
      seen.add(key)
      yield { ...place, message: `${quote(node.name)} cannot start from its image: ${message}` }
    }
  }
}

function placeOf(node: EvaluatedNode, code: string): { line: number; column: number } {
  const found = node.attribute(attributes[code] ?? 'MachineType') ?? node.attribute('MachineType')
  if (found === undefined) return { line: node.line, column: node.column }
  return { line: found.origin.line, column: found.origin.valueColumn }
}
