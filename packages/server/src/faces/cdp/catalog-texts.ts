import { IngotError } from '@ingot/contract'

/** What CDP says of a catalog that is not there, or that cannot be edited. */
export const catalogTexts = (name: string) => ({
  CATALOG_NOT_FOUND: () => new IngotError('CATALOG_NOT_FOUND', `Image catalog '${name}' not found.`),
  CATALOG_READ_ONLY: () => notCustom(name),
})

/** The refusal of a default catalog where a custom one is needed. */
export function notCustom(name: string): IngotError {
  return new IngotError('INVALID_INPUT', `'${name}' is not a custom image catalog.`)
}
