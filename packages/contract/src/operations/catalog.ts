import Type from 'typebox'
import { CatalogView } from '../catalog.ts'
import { operation } from '../operation.ts'
import { Stamp } from '../resolution.ts'
import { readQuery, writeQuery } from './common.ts'
import { merge } from '../merge.ts'

const reads = ['image', 'catalog', 'layout', 'setting', 'consumer', 'grant'] as const
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
      name: Type.String({ pattern: '^[a-z][-a-z0-9]*[a-z0-9]$', minLength: 2, maxLength: 255 }),
      description: Type.Optional(Type.String({ maxLength: 4096 })),
    }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), catalog: CatalogView })),
    reads,
  }),
  deleteCatalog: operation({
    method: 'DELETE',
    path: '/v1/catalogs/{catalog}',
    summary: 'Delete a catalog; one that holds images or is in use goes only with force and a reason',
    permission: 'catalog:write',
    params,
    query: Type.Object({
      ...writeQuery,
      withImages: Type.Optional(
        Type.Boolean({ description: 'Delete its images too; they must not be in use' }),
      ),
      force: Type.Optional(Type.Boolean({ description: 'Delete it with its images, used or not' })),
    }),
    response: merge(
      Stamp,
      Type.Object({ dryRun: Type.Boolean(), catalog: Type.String(), images: Type.Integer({ minimum: 0 }) }),
    ),
    reads,
  }),
  updateCatalog: operation({
    method: 'PUT',
    path: '/v1/catalogs/{catalog}',
    summary: 'Change the description or the owner of a catalog',
    permission: 'catalog:write',
    params,
    query: Type.Object(writeQuery),
    body: Type.Object({
      description: Type.Optional(
        Type.String({ maxLength: 4096, description: 'Empty takes the description away' }),
      ),
      owner: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), catalog: CatalogView })),
    reads,
  }),
  restoreCatalog: operation({
    method: 'POST',
    path: '/v1/catalogs/{catalog}/restore',
    summary: 'Bring a deleted catalog back with its images and roles, as they were when it was last deleted',
    permission: 'catalog:write',
    params,
    query: Type.Object(writeQuery),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), catalog: CatalogView })),
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
