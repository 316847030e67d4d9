import Type, { type Static } from 'typebox'
import { ConsumerReference } from './consumer.ts'
import { ImageReference } from './image.ts'

/** Who uses an image or a catalog, what derives from it, and which of the given locks name it. */
export const Usage = Type.Object({
  consumers: Type.Array(
    Type.Object({ consumer: ConsumerReference, catalog: Type.String(), image: Type.String() }),
  ),
  derived: Type.Array(Type.Object({ image: ImageReference, source: ImageReference })),
  locks: Type.Array(Type.Object({ file: Type.String(), entry: Type.String(), image: ImageReference })),
})
export type Usage = Static<typeof Usage>
