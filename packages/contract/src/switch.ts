import Type, { type Static } from 'typebox'
import { ConsumerReference } from './consumer.ts'
import { ImageFacts } from './derived-image.ts'
import { Refusal, Warning } from './resolution.ts'

/** How the image in the new catalog was matched with the present one. */
export const SwitchMatch = Type.Enum([
  'same-id',
  'source-to-derived',
  'derived-to-source',
  'derived-to-derived',
])
export type SwitchMatch = Static<typeof SwitchMatch>

/** An image with the reference that machines of the consumer start from. */
const Seat = Type.Object({
  catalog: Type.String(),
  image: Type.Optional(ImageFacts),
  id: Type.String(),
  reference: Type.Optional(Type.String()),
})

/** What switching would do to one consumer, or why it cannot be. */
export const SwitchStep = Type.Object({
  consumer: ConsumerReference,
  region: Type.String(),
  from: Seat,
  to: Type.Optional(Seat),
  match: Type.Optional(SwitchMatch),
  refusal: Type.Optional(Refusal),
  upgradesBefore: Type.Array(ImageFacts),
  upgradesAfter: Type.Array(ImageFacts),
  gained: Type.Array(ImageFacts),
  lost: Type.Array(ImageFacts),
  missingRegions: Type.Array(Type.String(), {
    description: 'Regions that the present image covers and the new one does not',
  }),
  irreversible: Type.Array(Type.String(), {
    description: 'What cannot be taken back by switching back, a sentence each',
  }),
  warnings: Type.Array(Warning),
})
export type SwitchStep = Static<typeof SwitchStep>

/** The plan of a switch, or what was applied. `plan` names it: it holds at this revision only. */
export const SwitchPlan = Type.Object({
  plan: Type.String(),
  catalog: Type.String(),
  applied: Type.Boolean(),
  steps: Type.Array(SwitchStep),
})
export type SwitchPlan = Static<typeof SwitchPlan>
