import Type from 'typebox'
import { CatalogView } from '../catalog.ts'
import { operation } from '../operation.ts'
import { Stamp } from '../resolution.ts'
import { readQuery, writeQuery } from './common.ts'
import { merge } from '../merge.ts'

const reads = ['image', 'catalog', 'setting'] as const
const params = Type.Object({ catalog: Type.String({ minLength: 1, maxLength: 256 }) })
const Catalogs = merge(Stamp, Type.Object({ catalogs: Type.Array(CatalogView) }))

export const catalogOperations = {
  listCatalogs: operation({
    method: 'GET',
    path: '/v1/catalogs',
    summary: 'List catalogs in the order in which they are searched',
    permission: 'catalog:read',
    query: Type.Object(readQuery),
    response: Catalogs,
    reads,
  }),
  showCatalog: operation({
    method: 'GET',
    path: '/v1/catalogs/{catalog}',
    summary: 'Show one catalog',
    permission: 'catalog:read',
    params,
    query: Type.Object(readQuery),
    response: merge(Stamp, Type.Object({ catalog: CatalogView })),
    reads,
  }),
  createCatalog: operation({
    method: 'POST',
    path: '/v1/catalogs',
    summary: 'Create a custom catalog; it is searched first',
    permission: 'catalog:write',
    query: Type.Object(writeQuery),
    body: Type.Object({
      name: Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$', minLength: 1, maxLength: 100 }),
      description: Type.Optional(Type.String({ maxLength: 4096 })),
    }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), catalog: CatalogView })),
    reads,
  }),
  deleteCatalog: operation({
    method: 'DELETE',
    path: '/v1/catalogs/{catalog}',
    summary: 'Delete a custom catalog; with force and a reason also its images',
    permission: 'catalog:write',
    params,
    query: Type.Object({ ...writeQuery, force: Type.Optional(Type.Boolean()) }),
    response: merge(
      Stamp,
      Type.Object({ dryRun: Type.Boolean(), catalog: Type.String(), images: Type.Integer({ minimum: 0 }) }),
    ),
    reads,
  }),
  orderCatalogs: operation({
    method: 'PUT',
    path: '/v1/catalog-order',
    summary: 'Set the order in which catalogs are searched; those not named follow in their present order',
    permission: 'catalog:write',
    query: Type.Object(writeQuery),
    body: Type.Object({
      order: Type.Array(Type.String({ maxLength: 256 }), { minItems: 1, maxItems: 1000 }),
    }),
    response: merge(Catalogs, Type.Object({ dryRun: Type.Boolean() })),
    reads,
  }),
}
