import Type, { type Static } from 'typebox'
import { AccountProvider } from './account.ts'
import { Architecture, ImageView, OperatingSystem, Visibility } from './image.ts'
import { merge } from './merge.ts'
import { Moment } from './moment.ts'
import { Stamp, Warning } from './resolution.ts'

const Name = Type.String({ minLength: 1, maxLength: 256 })

/** Which images are to become artifacts of which version of which image. */
export const ImageAddRequest = Type.Object({
  images: Type.Array(Type.String({ minLength: 1, maxLength: 2048 }), {
    minItems: 1,
    maxItems: 64,
    description: 'Ids or exact names, as the clouds have them',
  }),
  name: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1024,
      description: 'Default: the name of the image that is found',
    }),
  ),
  label: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
  os: Type.Optional(OperatingSystem),
  architecture: Type.Optional(Architecture),
  packageVersion: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  bumpVersion: Type.Optional(Type.Enum(['major', 'minor', 'patch'])),
  accounts: Type.Optional(Type.Array(Name, { maxItems: 256, description: 'Default: all' })),
  skipAccounts: Type.Optional(
    Type.Array(Name, { maxItems: 256, description: 'Accounts that may fail: they are told, not fatal' }),
  ),
  regions: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 128 }), { maxItems: 512 })),
  catalog: Type.Optional(Name),
  newest: Type.Optional(
    Type.Boolean({ description: 'Of several images of a name in one place take the newest' }),
  ),
  force: Type.Optional(Type.Boolean({ description: 'Change a version that exists under packageVersion' })),
  jetpackVersion: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  jetpackPlatform: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  installJetpack: Type.Optional(Type.Boolean()),
  timeout: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 600, description: 'Seconds for one region; default 60' }),
  ),
})
export type ImageAddRequest = Static<typeof ImageAddRequest>

/** One image that was found in one place: what an artifact is made from. */
export const FoundArtifact = Type.Object({
  account: Type.String(),
  provider: AccountProvider,
  region: Type.Optional(Type.String()),
  text: Type.String({ description: 'What was looked for' }),
  matchedBy: Type.Enum(['id', 'name']),
  reference: Type.String(),
  state: Type.Enum(['available', 'pending', 'disabled', 'failed']),
  fault: Type.Optional(Type.String({ description: 'Why nothing can be started from it' })),
  name: Type.Optional(Type.String()),
  title: Type.Optional(
    Type.String({ description: 'Its name without the version that the cloud keeps in it' }),
  ),
  os: Type.Optional(OperatingSystem),
  architecture: Type.Optional(Architecture),
  digest: Type.Optional(Type.String()),
  created: Type.Optional(Moment),
  bytes: Type.Optional(Type.Integer({ minimum: 0 })),
  deprecated: Type.Optional(Moment),
  visibility: Type.Optional(Visibility),
  traits: Type.Record(Type.String(), Type.String()),
  passedOver: Type.Optional(
    Type.String({ description: 'Why it is not taken, though it is what was looked for' }),
  ),
})
export type FoundArtifact = Static<typeof FoundArtifact>

/** A row of the summary: what was found, and what it does to the image version. */
export const ImageAddRow = merge(
  Type.Omit(FoundArtifact, ['passedOver']),
  Type.Object({
    artifact: Type.String({ description: 'The name of the artifact' }),
    change: Type.Enum(['added', 'replaced', 'changed', 'unchanged']),
    replaces: Type.Optional(Type.String({ description: 'The reference that the place had before' })),
  }),
)
export type ImageAddRow = Static<typeof ImageAddRow>

/** An account, or one region of it, that could not be asked: which, why, and what to do. */
export const AccountFailure = Type.Object({
  account: Type.String(),
  provider: AccountProvider,
  region: Type.Optional(Type.String({ description: 'Absent where the whole account failed' })),
  kind: Type.String(),
  message: Type.String(),
  remedy: Type.String(),
})
export type AccountFailure = Static<typeof AccountFailure>

/** How far the questions to one account are. */
export const AccountProgress = Type.Object({
  account: Type.String(),
  provider: AccountProvider,
  done: Type.Integer({ minimum: 0, description: 'Regions that have answered' }),
  total: Type.Optional(Type.Integer({ minimum: 0, description: 'Absent until the regions are known' })),
  found: Type.Integer({ minimum: 0 }),
  failed: Type.Integer({ minimum: 0 }),
  waitingFor: Type.Optional(Type.String({ description: 'A region that has not answered yet' })),
})
export type AccountProgress = Static<typeof AccountProgress>

/** What an add did, or would do. */
export const ImageAddReport = merge(
  Stamp,
  Type.Object({
    dryRun: Type.Boolean(),
    change: Type.Enum(['added', 'changed', 'unchanged']),
    image: ImageView,
    rows: Type.Array(ImageAddRow),
    skipped: Type.Array(AccountFailure),
    warnings: Type.Array(Warning),
  }),
)
export type ImageAddReport = Static<typeof ImageAddReport>
