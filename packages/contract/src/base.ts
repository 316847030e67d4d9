import Type, { type Static } from 'typebox'
import { Moment } from './moment.ts'

/** A digest as registries write it. */
export const Digest = Type.String({ pattern: '^sha256:[0-9a-f]{64}$' })

/** What an allowed base is: a released runtime of either generation, or an operating system that PBJ may stand on. */
export const BaseGeneration = Type.Enum(['non-pbj', 'pbj', 'os'])
export type BaseGeneration = Static<typeof BaseGeneration>

/** What an allowed base was on one platform, at one time. Layers from the lowest. */
export const BaseSnapshot = Type.Object({
  digest: Type.String({ description: 'Of the index or manifest that the tag led to' }),
  manifest: Type.String({ description: 'Digest of the manifest of this platform' }),
  platform: Type.String({ description: 'os/architecture[/variant]: linux/amd64' }),
  layers: Type.Array(Type.String(), { description: 'Digests of the compressed layers' }),
  diffIds: Type.Array(Type.String(), { description: 'Digests of the uncompressed layers' }),
  chainId: Type.String({ description: 'The one digest of all its uncompressed layers in their order' }),
  labels: Type.Record(Type.String(), Type.String()),
  env: Type.Record(Type.String(), Type.String()),
  seen: Moment,
})
export type BaseSnapshot = Static<typeof BaseSnapshot>

/** An image that runtimes may be built on: the document of kind `base`; its id is that of the reference. */
export const AllowedBase = Type.Object({
  id: Type.String(),
  reference: Type.String({ description: 'As it is allowed: host/repository:tag' }),
  generation: BaseGeneration,
  vendor: Type.Boolean({ description: 'Whether it is one of the vendor, who may use the reserved editions' }),
  snapshots: Type.Array(BaseSnapshot, {
    description: 'Every digest ever seen at its tag, the newest last; an image may stand on any of them',
  }),
  created: Moment,
})
export type AllowedBase = Static<typeof AllowedBase>

/** How well it is known what an image is built on. The weakest platform decides. */
export const BaseVerdict = Type.Enum(['PROVEN', 'CLAIMED', 'NOT_BASED', 'UNKNOWN'])
export type BaseVerdict = Static<typeof BaseVerdict>

export const PlatformProof = Type.Object({
  platform: Type.String(),
  manifest: Type.String({ description: 'Digest of the manifest of this platform' }),
  verdict: BaseVerdict,
  message: Type.String(),
  base: Type.Optional(
    Type.Object({
      id: Type.String(),
      reference: Type.String(),
      generation: BaseGeneration,
      vendor: Type.Boolean(),
      digest: Type.String({ description: 'The digest of the base that it stands on' }),
      stale: Type.Optional(
        Type.String({ description: 'The digest that the tag of the base leads to by now' }),
      ),
    }),
  ),
  method: Type.Optional(
    Type.Enum(['layer-digest', 'diff-id', 'verified-diff-id', 'os-release'], {
      description:
        'layer-digest: the same compressed bytes; verified-diff-id: the same content, hashed; diff-id: the configuration says so; os-release: only the operating system is known',
    }),
  ),
  layers: Type.Integer({ minimum: 0, description: 'How many layers the image has' }),
  shared: Type.Optional(Type.Integer({ minimum: 0, description: 'How many of them are of the base' })),
  isBase: Type.Optional(Type.Boolean({ description: 'No layer is its own: it is the base itself' })),
  nearest: Type.Optional(
    Type.Object({
      reference: Type.String(),
      digest: Type.String(),
      common: Type.Integer({ minimum: 0 }),
      of: Type.Integer({ minimum: 1 }),
      message: Type.String(),
    }),
  ),
  annotation: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String()),
      digest: Type.Optional(Type.String()),
      agrees: Type.Boolean(),
      message: Type.String(),
    }),
  ),
  changes: Type.Optional(
    Type.Object({
      removed: Type.Array(Type.String()),
      replaced: Type.Array(Type.String()),
      more: Type.Integer({ minimum: 0, description: 'Further ones that are only counted' }),
    }),
  ),
})
export type PlatformProof = Static<typeof PlatformProof>

/** What an image is built on, with the proof for each of its platforms. */
export const BaseProof = Type.Object({ verdict: BaseVerdict, platforms: Type.Array(PlatformProof) })
export type BaseProof = Static<typeof BaseProof>
