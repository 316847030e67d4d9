import Type, { type Static } from 'typebox'
import { Fault } from './fault.ts'
import { ImageReference } from './image.ts'
import { Stamp } from './resolution.ts'
import { TextFile } from './template.ts'
import { merge } from './merge.ts'

export const RecordImport = Type.Object({
  files: Type.Array(TextFile, {
    minItems: 1,
    maxItems: 256,
    description: '*.json is JSON, anything else record text',
  }),
  catalog: Type.Optional(Type.String({ description: 'Default: local' })),
})
export type RecordImport = Static<typeof RecordImport>

/** One image that an import adds, changes or leaves, with what differs. */
export const ImportedImage = Type.Object({
  image: ImageReference,
  change: Type.Enum(['added', 'changed', 'unchanged']),
  artifacts: Type.Integer({ minimum: 0 }),
  differences: Type.Array(Type.String()),
})
export type ImportedImage = Static<typeof ImportedImage>

export const ImportSummary = merge(
  Stamp,
  Type.Object({
    dryRun: Type.Boolean(),
    images: Type.Array(ImportedImage),
    warnings: Type.Array(Fault),
  }),
)
export type ImportSummary = Static<typeof ImportSummary>
