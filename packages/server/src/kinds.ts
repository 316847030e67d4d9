/** A shape that only gained optional members: an older body is one of the new shape too. */
const same = (body: unknown) => body

/**
 * The kinds of documents that Ingot keeps, each with the number of its schema. When a schema changes, its number goes
 * up and a lift from the number before is added; what is stored is never rewritten.
 */
export const kinds = {
  image: { schema: 4, lift: { 1: same, 2: same, 3: same } },
  catalog: { schema: 2, lift: { 1: same } },
  layout: { schema: 1 },
  consumer: { schema: 2, lift: { 1: same } },
  grant: { schema: 1 },
  setting: { schema: 1 },
  registry: { schema: 1 },
  credential: { schema: 1 },
  base: { schema: 1 },
  trust: { schema: 1 },
  'runtime-report': { schema: 1 },
  'runtime-repo': { schema: 1 },
  addon: { schema: 1 },
  account: { schema: 1 },
  acknowledgement: { schema: 1 },
} as const

/** The document of kind `setting` that holds the order in which catalogs are searched. */
export const CATALOG_ORDER = 'catalog-order'

/** The document of kind `setting` that says what becomes of artifacts whose cloud says otherwise. */
export const DRIFT_POLICY = 'drift-policy'

/** The kind of the documents that say which images of an account nothing has to name. */
export const ACKNOWLEDGEMENT = 'acknowledgement'
