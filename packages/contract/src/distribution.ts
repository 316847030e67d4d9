import Type, { type Static } from 'typebox'
import { AccountProvider } from './account.ts'
import { Architecture, ImageView } from './image.ts'
import { merge } from './merge.ts'
import { Moment } from './moment.ts'
import { Stamp } from './resolution.ts'

/** How far the copy to one place is. */
export const DistributionState = Type.Enum(['covered', 'planned', 'copying', 'ready', 'failed', 'impossible'])
export type DistributionState = Static<typeof DistributionState>

/** One place that an image version is to be in. */
export const DistributionStep = Type.Object({
  account: Type.String({ description: 'Empty where no account has the region' }),
  provider: Type.Optional(AccountProvider),
  region: Type.String(),
  architecture: Type.Optional(Architecture),
  state: DistributionState,
  from: Type.Optional(
    Type.Object({ account: Type.String(), region: Type.Optional(Type.String()), reference: Type.String() }),
  ),
  reference: Type.Optional(Type.String({ description: 'Of the copy, once the cloud has given one' })),
  message: Type.Optional(Type.String()),
  attempts: Type.Integer({ minimum: 0 }),
  since: Type.Optional(Moment),
})
export type DistributionStep = Static<typeof DistributionStep>

export const DistributionRequest = Type.Object({
  to: Type.Array(Type.String({ minLength: 1, maxLength: 128 }), { minItems: 1, maxItems: 512 }),
  accounts: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 256 }), { maxItems: 256 })),
  wait: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 86_400,
      description: 'Seconds to wait for copies; default 3600, 0 only begins them',
    }),
  ),
})
export type DistributionRequest = Static<typeof DistributionRequest>

/** Where an image version is, is on its way to, and cannot be. */
export const DistributionReport = merge(
  Stamp,
  Type.Object({ dryRun: Type.Boolean(), image: ImageView, steps: Type.Array(DistributionStep) }),
)
export type DistributionReport = Static<typeof DistributionReport>
