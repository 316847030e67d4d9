/** A shape that only gained optional members: an older body is one of the new shape too. */
const same = (body: unknown) => body

/**
 * The kinds of documents that Ingot keeps, each with the number of its schema. When a schema changes, its number goes
 * up and a lift from the number before is added; what is stored is never rewritten.
 */
export const kinds = {
  image: { schema: 2, lift: { 1: same } },
  catalog: { schema: 2, lift: { 1: same } },
  layout: { schema: 1 },
  consumer: { schema: 1 },
  grant: { schema: 1 },
  setting: { schema: 1 },
} as const

/** The document of kind `setting` that holds the order in which catalogs are searched. */
export const CATALOG_ORDER = 'catalog-order'
