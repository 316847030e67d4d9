import Type from 'typebox'

/** The types that members of CDP's models have. */
export const text = Type.String({ maxLength: 4096 })
export const flag = Type.Boolean()
export const whole = Type.Integer()
export const texts = Type.Array(text, { maxItems: 1000 })
export const maybe = Type.Optional

/** `ARM64` or `X86_64`, as architectures are written on the wire. */
export const WireArchitecture = Type.Enum(['ARM64', 'X86_64'])

/** Tags of the resources that are created. */
export const Tags = Type.Array(Type.Object({ key: text, value: text }), { maxItems: 1000 })

/** Clients may send the content of a catalog where its name is meant; that is read, so that it can be told. */
export const catalogBodyLimit = 16 * 1024 * 1024

/** A catalog by its name, its CRN, or the URL that a default catalog mirrors. */
export const CatalogValue = Type.String({ maxLength: catalogBodyLimit })
