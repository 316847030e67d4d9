/**
 * The kinds of documents that Ingot keeps, each with the number of its schema. When a schema changes, its number goes
 * up and a lift from the number before is added; what is stored is never rewritten.
 */
export const kinds = {
  image: { schema: 1 },
  catalog: { schema: 1 },
  setting: { schema: 1 },
} as const

/** The document of kind `setting` that holds the order in which catalogs are searched. */
export const CATALOG_ORDER = 'catalog-order'
