import Type, { type Static } from 'typebox'
import { Fault } from './fault.ts'
import { ImageReference } from './image.ts'

/** What a sync does with one image of a mirrored catalog; unchanged ones are only counted. */
export const SyncedImage = Type.Object({
  image: ImageReference,
  change: Type.Enum(['added', 'changed', 'withdrawn', 'returned']),
  differences: Type.Array(Type.String()),
})
export type SyncedImage = Static<typeof SyncedImage>

/** What came, changed and went with a sync. */
export const SyncReport = Type.Object({
  outcome: Type.Enum(['not-modified', 'unchanged', 'changed'], {
    description: 'not-modified: the source said so without sending it again',
  }),
  images: Type.Array(SyncedImage),
  unchanged: Type.Integer({ minimum: 0 }),
  layoutChanged: Type.Boolean({ description: 'Whether the versions block or the order of images changed' }),
  warnings: Type.Array(Fault),
})
export type SyncReport = Static<typeof SyncReport>

/** When a mirrored catalog was last looked at, and what came of it. */
export const SyncState = Type.Object({
  checked: Type.String(),
  outcome: Type.Enum(['not-modified', 'unchanged', 'changed', 'failed']),
  message: Type.Optional(Type.String()),
})
export type SyncState = Static<typeof SyncState>
