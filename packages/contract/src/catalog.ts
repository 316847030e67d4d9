import Type, { type Static } from 'typebox'
import { Moment } from './image.ts'
import { merge } from './merge.ts'

/** A named list of images: the document of kind `catalog`; its id is its name. */
export const Catalog = Type.Object({
  name: Type.String(),
  type: Type.Enum(['default', 'custom'], {
    description: 'A default catalog mirrors a source and is read-only; a custom one is edited',
  }),
  description: Type.Optional(Type.String()),
  owner: Type.String(),
  created: Moment,
  source: Type.Optional(Type.String({ description: 'What a default catalog mirrors' })),
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
    revision: Type.Integer({ minimum: 1 }),
  }),
)
export type CatalogView = Static<typeof CatalogView>
