import Type, { type Static } from 'typebox'
import { ImageReference, ImageView } from './image.ts'
import { merge } from './merge.ts'
import { Location, Stamp, Warning } from './resolution.ts'
import { Usage } from './usage.ts'

/** What happens to somebody who starts one more node after an image was retired. */
export const ScalingOutcome = Type.Object({
  what: Type.Enum(['consumer', 'lock', 'location'], {
    description: 'Somebody who is on the image, a lock that pins it, or a place where its name is asked for',
  }),
  name: Type.String(),
  location: Location,
  outcome: Type.Enum(['fails', 'moves'], { description: 'It gets no image any more, or another' }),
  message: Type.String(),
  image: Type.Optional(ImageReference),
  reference: Type.Optional(Type.String()),
})
export type ScalingOutcome = Static<typeof ScalingOutcome>

/** Who would be hit by the end of an image, and what there is instead. */
export const RetirePlan = merge(
  Stamp,
  merge(
    Usage,
    Type.Object({
      dryRun: Type.Boolean(),
      image: ImageView,
      change: Type.Enum(['retired', 'unchanged'], { description: 'Unchanged where it is retired already' }),
      isInUse: Type.Boolean(),
      children: Type.Array(Type.Object({ image: ImageReference, source: ImageReference }), {
        description: 'Images that derive from those that derive from it',
      }),
      replacement: Type.Optional(ImageReference),
      scaling: Type.Array(ScalingOutcome),
      warnings: Type.Array(Warning),
    }),
  ),
)
export type RetirePlan = Static<typeof RetirePlan>
