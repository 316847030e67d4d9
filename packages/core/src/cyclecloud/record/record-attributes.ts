import { normalizeProvider } from '../../image/provider.ts'
import { EMPTY_SCOPE, evaluate } from '../expression/evaluate.ts'
import { parseExpression } from '../expression/parse.ts'
import type { Value } from '../expression/value.ts'

/** An attribute of a record that an image or artifact has a field for. */
export interface KnownAttribute {
  readonly name: string
  readonly isRequired?: boolean
  /** Makes spellings that mean the same the same. */
  readonly normalize?: (text: string) => string
}

const lower = (text: string): string => text.trim().toLowerCase()

/** What a `Package` record says about an image, in the order in which it is printed. */
export const PACKAGE_ATTRIBUTES = {
  name: { name: 'Name', isRequired: true },
  version: { name: 'Version', isRequired: true },
  packageType: { name: 'PackageType', isRequired: true, normalize: lower },
  label: { name: 'Label' },
  os: { name: 'OS', normalize: lower },
  description: { name: 'Description' },
} as const satisfies Record<string, KnownAttribute>

/** What an `Artifact` record says, in the order in which it is printed. */
export const ARTIFACT_ATTRIBUTES = {
  package: { name: 'Package', isRequired: true },
  version: { name: 'Version', isRequired: true },
  name: { name: 'Name', isRequired: true },
  provider: { name: 'Provider', isRequired: true, normalize: normalizeProvider },
  account: { name: 'AccountName' },
  region: { name: 'Region' },
  reference: { name: 'ImageId', isRequired: true },
} as const satisfies Record<string, KnownAttribute>

/** The text that a string stands for; nothing for UNDEFINED and for an empty string, which say as little. */
export function meaningOf(value: Value, { normalize }: KnownAttribute): string | undefined {
  if (value.type !== 'string' || value.value === '') return undefined
  return normalize === undefined ? value.value : normalize(value.value)
}

/** Whether an expression text says what the field of an image says. */
export function saysTheSame(text: string, field: string | undefined, attribute: KnownAttribute): boolean {
  const { expression } = parseExpression(text)
  if (expression === undefined) return false
  const value = evaluate(expression, EMPTY_SCOPE)
  if (value.type !== 'string' && value.type !== 'undefined') return false
  return meaningOf(value, attribute) === field
}
