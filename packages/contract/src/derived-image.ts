import Type, { type Static } from 'typebox'
import { Architecture, ImageReference, ImageType, LifecycleState } from './image.ts'
import { merge } from './merge.ts'

/** What tells CDP images apart, read from the effective image. Moments are RFC 3339. */
export const ImageFacts = merge(
  ImageReference,
  Type.Object({
    type: ImageType,
    provider: Type.Optional(Type.String()),
    runtime: Type.Optional(Type.String()),
    os: Type.Optional(Type.String()),
    architecture: Architecture,
    created: Type.Optional(Type.String()),
    date: Type.Optional(Type.String({ description: 'The day of the build, YYYY-MM-DD' })),
    description: Type.Optional(Type.String()),
    cm: Type.Optional(Type.String()),
    cmBuild: Type.Optional(Type.String()),
    stack: Type.Optional(Type.String()),
    stackBuild: Type.Optional(Type.String()),
    patchLevel: Type.Optional(Type.String()),
    source: Type.Optional(Type.Object({ catalog: Type.String(), id: Type.String() })),
  }),
)
export type ImageFacts = Static<typeof ImageFacts>

/** Where a field of an effective image comes from. `rewritten`: the source's, with its archive prefix replaced. */
export const FieldOrigin = Type.Enum(['own', 'source', 'rewritten'])
export type FieldOrigin = Static<typeof FieldOrigin>

/** One field of an effective image. `value` is the JSON of what is read; `sourceValue` that of the source, if other. */
export const EffectiveField = Type.Object({
  field: Type.String({ description: 'A JSON pointer into the Cloudbreak entry' }),
  origin: FieldOrigin,
  value: Type.String(),
  sourceValue: Type.Optional(Type.String()),
})
export type EffectiveField = Static<typeof EffectiveField>

/** Whether the source of a derived image still stands in its catalog. */
export const SourceState = Type.Enum(['listed', 'withdrawn', 'missing'])
export type SourceState = Static<typeof SourceState>

/** Which regions of its source a derived image covers. */
export const RegionCover = Type.Object({
  source: Type.Integer({ minimum: 0 }),
  here: Type.Integer({ minimum: 0 }),
  missing: Type.Array(Type.String(), { description: 'Regions of the source that are not covered here' }),
  extra: Type.Array(Type.String(), { description: 'Regions here that the source does not have' }),
})
export type RegionCover = Static<typeof RegionCover>

/** One difference of two images; a side that lacks the field is absent. Values are JSON. */
export const ImageDifference = Type.Object({
  field: Type.String({ description: 'A JSON pointer into the Cloudbreak entry' }),
  a: Type.Optional(Type.String()),
  b: Type.Optional(Type.String()),
})
export type ImageDifference = Static<typeof ImageDifference>

/** One image of a lineage. `parent` is the index of its source in the list; the root has none. */
export const LineageEntry = merge(
  ImageFacts,
  Type.Object({
    state: LifecycleState,
    withdrawn: Type.Optional(Type.String()),
    parent: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
)
export type LineageEntry = Static<typeof LineageEntry>

/** A derived image whose source has newer siblings: the same type, provider, runtime, os and architecture. */
export const NewerSource = Type.Object({
  image: ImageFacts,
  source: ImageFacts,
  newer: Type.Array(ImageFacts, { description: 'Newest first' }),
})
export type NewerSource = Static<typeof NewerSource>
