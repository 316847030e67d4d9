import Type, { type Static } from 'typebox'
import { ConsumerReference } from './consumer.ts'
import { ImageFacts } from './derived-image.ts'

/** What the filters say of one image of the catalog: kept, or dropped by the first that does not fit. */
export const UpgradeVerdict = Type.Object({
  image: ImageFacts,
  verdict: Type.Enum(['candidate', 'dropped']),
  filter: Type.Optional(Type.Integer({ minimum: 0, maximum: 11, description: 'The filter that dropped it' })),
  code: Type.String(),
  message: Type.String(),
})
export type UpgradeVerdict = Static<typeof UpgradeVerdict>

/** Which images a consumer can be upgraded to, and why no others. */
export const UpgradeListing = Type.Object({
  consumer: ConsumerReference,
  catalog: Type.String(),
  current: Type.Optional(ImageFacts),
  candidates: Type.Array(ImageFacts, { description: 'Best first' }),
  verdicts: Type.Array(UpgradeVerdict, { description: 'Every image that was looked at, candidates first' }),
  reason: Type.Optional(Type.String({ description: 'Why there is no candidate' })),
})
export type UpgradeListing = Static<typeof UpgradeListing>

/** What an upgrade has set in the ledger, and what remains to be done outside. */
export const AppliedUpgrade = Type.Object({
  consumer: ConsumerReference,
  from: ImageFacts,
  to: ImageFacts,
  reference: Type.Optional(Type.String()),
  next: Type.Array(Type.String(), { description: 'What is to be done next, a sentence each' }),
})
export type AppliedUpgrade = Static<typeof AppliedUpgrade>
