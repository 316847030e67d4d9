import Type, { type Static } from 'typebox'
import { merge } from './merge.ts'
import { Moment } from './moment.ts'
import { RuntimeEntry } from './runtime.ts'

export const OperatingSystem = Type.Enum(['linux', 'windows'])
export type OperatingSystem = Static<typeof OperatingSystem>

export const Architecture = Type.Enum(['x86_64', 'arm64'])
export type Architecture = Static<typeof Architecture>

export const LifecycleState = Type.Enum(['preview', 'active', 'deprecated', 'disabled', 'revoked'])
export type LifecycleState = Static<typeof LifecycleState>

/** From `from` on the image is in `state`, until the next stage. */
export const Stage = Type.Object({
  state: LifecycleState,
  from: Moment,
  reason: Type.Optional(Type.String()),
  replacement: Type.Optional(
    Type.String({ description: 'What to use instead: an image name, or name and version as NAME@VERSION' }),
  ),
})
export type Stage = Static<typeof Stage>

/**
 * Attributes of a record that Ingot has no field for: name as written → expression text as written, so that they
 * come out as they went in (`{"Size": "30", "Virtualization": "\"hvm\""}`).
 */
export const Attributes = Type.Record(Type.String(), Type.String())
export type Attributes = Static<typeof Attributes>

/** How far what a cloud has is open to others than its owner. */
export const Visibility = Type.Enum(['private', 'shared', 'public'])
export type Visibility = Static<typeof Visibility>

/** What the cloud said of an artifact when it was looked at last: what a scan compares with. */
export const Upstream = Type.Object({
  name: Type.Optional(Type.String({ description: "The cloud's own name of it" })),
  created: Type.Optional(Moment),
  bytes: Type.Optional(Type.Integer({ minimum: 0 })),
  deprecated: Type.Optional(Moment),
  visibility: Type.Optional(Visibility),
})
export type Upstream = Static<typeof Upstream>

/** How what the cloud has differs from what is registered, for an artifact that is registered. */
export const ArtifactDrift = Type.Object({
  kind: Type.Enum(['gone', 'deprecated', 'private', 'replaced']),
  since: Moment,
  message: Type.String(),
  replacement: Type.Optional(
    Type.String({ description: 'The reference that took its place, where one did' }),
  ),
})
export type ArtifactDrift = Static<typeof ArtifactDrift>

/** What one place boots for an image. An absent account or region fits any. */
export const Artifact = Type.Object({
  name: Type.String({ description: 'Unique within the image, compared without case' }),
  provider: Type.String({ description: 'azure, aws, gcp, … in lower case' }),
  account: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
  reference: Type.String({ description: "The provider's own reference: AMI id, ARM id, URN, …" }),
  digest: Type.Optional(Type.String()),
  architecture: Type.Optional(Architecture),
  traits: Type.Optional(
    Type.Record(Type.String(), Type.String(), {
      description: 'Facts about what this place boots: generation, boot-mode, security-type, …',
    }),
  ),
  upstream: Type.Optional(Upstream),
  drift: Type.Optional(ArtifactDrift),
  attributes: Type.Optional(Attributes),
})
export type Artifact = Static<typeof Artifact>

/** The two types of CDP images: what Data Lakes and Data Hubs start from, and what FreeIPA does. */
export const ImageType = Type.Enum(['runtime', 'freeipa'])
export type ImageType = Static<typeof ImageType>

/**
 * What a Cloudbreak catalog says of an image beyond its id and its artifacts, as it was written, so that it comes out
 * as it went in: the list that it stands in, and every member of its entry except `uuid` and `images`.
 */
export const CloudbreakEntry = Type.Object({
  list: Type.Enum(['base-images', 'cdh-images', 'freeipa-images']),
  entry: Type.Record(Type.String(), Type.Unknown()),
  emptyProviders: Type.Optional(
    Type.Array(Type.String(), { description: 'Providers that the entry names without a region' }),
  ),
})
export type CloudbreakEntry = Static<typeof CloudbreakEntry>

/** What an image that inherits says itself; all else comes from its source when it is read. */
export const Derivation = Type.Object({
  source: Type.Object({ catalog: Type.String(), id: Type.String() }),
  type: ImageType,
  baseParcelUrl: Type.Optional(Type.String({ maxLength: 255 })),
  inheritRegions: Type.Optional(
    Type.Boolean({
      description: 'Own references are laid over those of the source instead of replacing them',
    }),
  ),
  created: Moment,
})
export type Derivation = Static<typeof Derivation>

/** One immutable golden image: the document of kind `image`. */
export const Image = Type.Object({
  id: Type.String({ description: 'A UUID, or the id that the source of a mirrored catalog gives' }),
  catalog: Type.String(),
  name: Type.String(),
  version: Type.String(),
  label: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  os: Type.Optional(OperatingSystem),
  architecture: Type.Optional(Architecture),
  traits: Type.Record(Type.String(), Type.String()),
  artifacts: Type.Array(Artifact),
  stages: Type.Array(Stage, {
    description: 'In the order of their `from`; before the first the image is active',
  }),
  excludeFromLatest: Type.Optional(Type.Boolean()),
  attributes: Type.Optional(Attributes),
  cloudbreak: Type.Optional(CloudbreakEntry),
  derived: Type.Optional(Derivation),
  runtime: Type.Optional(RuntimeEntry),
  withdrawn: Type.Optional(
    Type.String({ format: 'date-time', description: 'Since when the mirrored source no longer lists it' }),
  ),
})
export type Image = Static<typeof Image>

/** An image as the API shows it: with its state at the moment of the answer and the revision that last changed it. */
export const ImageView = merge(
  Image,
  Type.Object({ state: LifecycleState, revision: Type.Integer({ minimum: 1 }) }),
)
export type ImageView = Static<typeof ImageView>

/** What identifies an image in an answer. */
export const ImageReference = Type.Object({
  id: Type.String(),
  name: Type.String(),
  version: Type.String(),
  catalog: Type.String(),
})
export type ImageReference = Static<typeof ImageReference>
