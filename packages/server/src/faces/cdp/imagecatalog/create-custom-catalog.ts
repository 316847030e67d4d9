import { IngotError } from '@ingot/contract'
import Type from 'typebox'
import { maybe } from '../fields.ts'
import { wireOperation } from '../operation.ts'
import { rephrase } from '../refusal.ts'

const CatalogName = Type.String({
  minLength: 1,
  maxLength: 255,
  lengthMessage: 'The length of the ID must be between 1 and 255',
  pattern: '^[a-z][-a-z0-9]*[a-z0-9]$',
  patternMessage:
    'The name can only contain lowercase alphanumeric characters and hyphens and has start with an alphanumeric character',
})

/** Creates a custom catalog. One that is there already is an invalid argument here, as Cloudbreak has it. */
export const createCustomCatalog = wireOperation({
  service: 'imagecatalog',
  name: 'createCustomCatalog',
  permission: 'catalog:write',
  request: Type.Object({
    catalogName: CatalogName,
    description: maybe(
      Type.String({ maxLength: 255, lengthMessage: 'The length of the description must be less than 255' }),
    ),
  }),
  async answer({ catalogName: name, description }, { invoke }) {
    const body = { name, ...(description === undefined ? {} : { description }) }
    await rephrase(invoke('createCatalog', { body }), { CATALOG_EXISTS: () => exists(name) })
    return {}
  },
})

function exists(name: string): IngotError {
  return new IngotError(
    'INVALID_INPUT',
    `ImageCatalog or CustomImageCatalog is already available with name '${name}'.`,
  )
}
