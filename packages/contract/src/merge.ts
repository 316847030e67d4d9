import Type, { type TObject, type TProperties } from 'typebox'

/** The object schema that has the properties of both. */
export function merge<A extends TProperties, B extends TProperties>(
  a: TObject<A>,
  b: TObject<B>,
): TObject<A & B> {
  return Type.Object({ ...a.properties, ...b.properties })
}
