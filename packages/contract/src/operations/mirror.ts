import Type from 'typebox'
import { CatalogView, Mirror } from '../catalog.ts'
import { ImageType } from '../image.ts'
import { merge } from '../merge.ts'
import { operation } from '../operation.ts'
import { Stamp } from '../resolution.ts'
import { SyncReport } from '../sync.ts'
import { readQuery, writeQuery } from './common.ts'

const reads = ['image', 'catalog', 'layout', 'setting', 'consumer', 'grant'] as const
const params = Type.Object({ catalog: Type.String({ minLength: 1, maxLength: 256 }) })

/** Cloudbreak reads catalogs of at most 8 MB; written as a JSON text in a body that can be twice as long. */
const bodyLimit = 20 * 1024 * 1024
const content = Type.Optional(
  Type.String({ description: 'The catalog as text, where its source is a file that the caller has read' }),
)
const Synced = merge(Stamp, merge(SyncReport, Type.Object({ dryRun: Type.Boolean(), catalog: CatalogView })))

export const mirrorOperations = {
  addSource: operation({
    method: 'PUT',
    path: '/v1/catalogs/{catalog}/source',
    summary:
      'Create a default catalog that mirrors a Cloudbreak catalog, and sync it; or give it another source',
    permission: 'catalog:admin',
    params,
    query: Type.Object(writeQuery),
    body: Type.Object({
      type: ImageType,
      from: Mirror.properties.from,
      every: Mirror.properties.every,
      allowHost: Mirror.properties.allowHost,
      description: Type.Optional(Type.String({ maxLength: 4096 })),
      content,
    }),
    bodyLimit,
    response: Synced,
    reads,
  }),
  syncCatalog: operation({
    method: 'POST',
    path: '/v1/catalogs/{catalog}/sync',
    summary:
      'Bring a default catalog in step with its source, in one commit; a faulty source changes nothing',
    permission: 'catalog:admin',
    params,
    query: Type.Object(writeQuery),
    body: Type.Object({ content }),
    bodyLimit,
    response: Synced,
    reads,
  }),
  exportCatalog: operation({
    method: 'GET',
    path: '/v1/catalogs/{catalog}/cloudbreak',
    summary: 'Export a catalog as Cloudbreak JSON v3, derived images merged with their sources',
    permission: 'catalog:read',
    params,
    query: Type.Object(readQuery),
    response: Type.Record(Type.String(), Type.Unknown()),
    reads,
  }),
  publishCatalog: operation({
    method: 'PUT',
    path: '/v1/catalogs/{catalog}/published',
    summary: 'Say whether /catalogs/NAME.json answers without a key',
    permission: 'catalog:write',
    params,
    query: Type.Object(writeQuery),
    body: Type.Object({ published: Type.Boolean() }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), catalog: CatalogView })),
    reads,
  }),
}
