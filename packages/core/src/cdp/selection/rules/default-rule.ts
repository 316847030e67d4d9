import type { SelectionRule } from '../rule.ts'

/**
 * Drops what is no default where an image that fits is one. `defaults` are the ids of the defaults; `isDecisive` says
 * that one of them fits.
 */
export function defaultRule(defaults: ReadonlySet<string>, isDecisive: boolean): SelectionRule {
  return {
    name: 'default',
    drop({ image }) {
      return isDecisive && !defaults.has(image.id) ? 'NOT_DEFAULT' : undefined
    },
    explain({ image }, _wanted, code) {
      const isDefault = defaults.has(image.id)
      const message = isDefault
        ? 'It is a default of the catalog'
        : code === undefined
          ? 'No image that fits is a default of the catalog, so all of them are considered'
          : 'It is no default of the catalog, and another image that fits is one'
      return { message, evidence: { default: String(isDefault) } }
    },
    change({ image }) {
      return `Name it by its id ${image.id}`
    },
  }
}
