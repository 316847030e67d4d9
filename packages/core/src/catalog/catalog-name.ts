import type { Fault } from '@ingot/contract'

const lengthLimit = 100

/** Why a text cannot be the name of a catalog: lower-case letters, digits and hyphens, at most 100 of them. */
export function validateCatalogName(name: string): Fault[] {
  const faults: Fault[] = []
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    const message = `Expected lower-case letters, digits and hyphens, not beginning with a hyphen, but got "${name}"`
    faults.push({ severity: 'error', code: 'CATALOG_NAME', message, path: '/name' })
  }
  if (name.length > lengthLimit) {
    const message = `The name of a catalog has at most ${lengthLimit} characters, but this one has ${name.length}`
    faults.push({ severity: 'error', code: 'CATALOG_NAME_LONG', message, path: '/name' })
  }
  return faults
}
