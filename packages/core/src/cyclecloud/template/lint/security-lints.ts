import { quote } from '../fault-list.ts'
import { at, isBoolean, started } from './jetpack-lints.ts'
import type { Finding, LintInput } from './lint.ts'

const securityTypes = new Set(['trustedlaunch', 'confidentialvm', 'standard'])

/** Values of SecurityType that CycleCloud does not know (CycleCloud docs, VM security). */
export function* unknownSecurityTypes({ sections }: LintInput): Generator<Finding> {
  for (const { attributes } of sections) {
    for (const { name, form, value, line, valueColumn } of attributes) {
      if (name !== 'securitytype' || (form !== 'text' && form !== 'quoted') || value.includes('$')) continue
      const type = value.replaceAll('"', '')
      if (securityTypes.has(type.toLowerCase())) continue
      const message = `SecurityType is TrustedLaunch or ConfidentialVM, got ${quote(type)}`
      yield { message, line, column: valueColumn }
    }
  }
}

/** Secure boot and vTPM on nodes without a SecurityType, where they do nothing. */
export function* bootSecurityWithoutType({ evaluated }: LintInput): Generator<Finding> {
  for (const node of started(evaluated.nodes)) {
    if (node.declared('SecurityType') !== undefined) continue
    for (const name of ['EnableSecureBoot', 'EnableVTPM']) {
      const attribute = node.attribute(name)
      if (attribute === undefined || !isBoolean(attribute.value, true)) continue
      const message = `${name} of ${quote(node.name)} has no effect without SecurityType = TrustedLaunch or ConfidentialVM`
      yield at(attribute, message)
    }
  }
}

/** Purchase plans that are written in the old way or that lack a part. */
export function* doubtfulPlans({ evaluated }: LintInput): Generator<Finding> {
  for (const node of started(evaluated.nodes)) {
    const [publisher, product, name, plan] = ['Publisher', 'Product', 'Name', 'Plan'].map((part) =>
      node.declared(`ImagePlan.${part}`),
    )
    const first = publisher ?? product ?? name ?? plan
    if (first === undefined) continue
    if (plan !== undefined) {
      const both = name === undefined ? '' : ', which this node sets as well'
      yield at(plan, `ImagePlan.Plan is the old name of ImagePlan.Name${both}; write ImagePlan.Name only`)
    }
    const parts = { Publisher: publisher, Product: product, Name: name ?? plan }
    const missing = Object.entries(parts).flatMap(([part, value]) => (value === undefined ? [part] : []))
    if (missing.length === 0) continue
    const needed = missing.map((part) => `ImagePlan.${part}`).join(' and ')
    yield at(first, `The purchase plan of ${quote(node.name)} is incomplete; set ${needed} as well`)
  }
}
