import Type, { type Static } from 'typebox'
import { ImageType } from './image.ts'
import { Moment } from './moment.ts'
import { merge } from './merge.ts'
import { SyncState } from './sync.ts'

/** What a default catalog mirrors. A file is read by who syncs it, an URL by Ingot. */
export const Mirror = Type.Object({
  type: ImageType,
  from: Type.String({ maxLength: 2048, description: 'A URL, or `file:` and a path' }),
  every: Type.Optional(
    Type.Integer({
      minimum: 60,
      maximum: 31_536_000,
      description: 'How often a server syncs it, in seconds',
    }),
  ),
  allowHost: Type.Optional(
    Type.String({
      maxLength: 260,
      description: 'A host, or host:port, that may be private: an administrator said so',
    }),
  ),
})
export type Mirror = Static<typeof Mirror>

/**
 * How a Cloudbreak catalog is laid out beyond its images: the document of kind `layout`; its id is the name of the
 * catalog. With the images it gives back the catalog as it came.
 */
export const CatalogLayout = Type.Object({
  lists: Type.Record(Type.String(), Type.Array(Type.String()), {
    description: 'List → ids of its images, in their order',
  }),
  versions: Type.Optional(Type.Unknown({ description: 'The versions block, as written' })),
  other: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export type CatalogLayout = Static<typeof CatalogLayout>

/** A named list of images: the document of kind `catalog`; its id is its name. */
export const Catalog = Type.Object({
  name: Type.String(),
  type: Type.Enum(['default', 'custom'], {
    description: 'A default catalog mirrors a source and is read-only; a custom one is edited',
  }),
  description: Type.Optional(Type.String()),
  owner: Type.String(),
  created: Moment,
  source: Type.Optional(Type.String({ description: 'What a shipped default catalog was made from' })),
  mirror: Type.Optional(Mirror),
  published: Type.Optional(
    Type.Boolean({ description: 'Whether /catalogs/NAME.json answers without a key' }),
  ),
})
export type Catalog = Static<typeof Catalog>

/** The order in which catalogs are searched: the document of kind `setting` with id `catalog-order`. */
export const CatalogOrder = Type.Object({ order: Type.Array(Type.String()) })
export type CatalogOrder = Static<typeof CatalogOrder>

/** A catalog as the API shows it: its place in the search order (from 1), and what it holds. */
export const CatalogView = merge(
  Catalog,
  Type.Object({
    position: Type.Integer({ minimum: 1 }),
    images: Type.Integer({ minimum: 0 }),
    artifacts: Type.Integer({ minimum: 0 }),
    withdrawn: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Images that the source no longer lists' }),
    ),
    sync: Type.Optional(SyncState),
    revision: Type.Integer({ minimum: 1 }),
  }),
)
export type CatalogView = Static<typeof CatalogView>
