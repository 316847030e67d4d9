import Type, { type Static } from 'typebox'
import { Architecture, OperatingSystem } from './image.ts'
import { ImportedImage } from './record.ts'
import { merge } from './merge.ts'
import { Stamp, Warning } from './resolution.ts'
import { TextFile } from './template.ts'

const Name = Type.String({ minLength: 1, maxLength: 1024 })
const Version = Type.String({ maxLength: 256 })

/** The formats that images can be exported in; `exportFormats` of core says what each is. */
export const ExportFormat = Type.Enum([
  'tfvars',
  'terraform-external',
  'packer-vars',
  'cloud-init',
  'ansible-vars',
  'ec2-launch-template',
  'karpenter',
  'gardener',
  'simplestreams',
  'csv',
])
export type ExportFormat = Static<typeof ExportFormat>

/** A part of what the places of an image are told apart by, in formats that are maps. */
export const PlacePart = Type.Enum(['provider', 'account', 'region', 'architecture'])
export type PlacePart = Static<typeof PlacePart>

/** One image that is to be exported: exactly one of `name`, `label` and `id`. */
export const ExportedImage = Type.Object({
  name: Type.Optional(Name),
  label: Type.Optional(Name),
  id: Type.Optional(Type.String({ minLength: 1, maxLength: 2048 })),
  version: Type.Optional(Version),
})
export type ExportedImage = Static<typeof ExportedImage>

/** Which images are exported, in which format, and for which places: for all that they cover unless it says less. */
export const ExportRequest = Type.Object({
  format: ExportFormat,
  images: Type.Array(ExportedImage, { minItems: 1, maxItems: 256 }),
  provider: Type.Optional(Type.String({ maxLength: 64 })),
  account: Type.Optional(Type.String({ maxLength: 256 })),
  region: Type.Optional(Type.String({ maxLength: 128 })),
  architecture: Type.Optional(Architecture),
  by: Type.Optional(
    Type.Array(PlacePart, {
      minItems: 1,
      maxItems: 4,
      uniqueItems: true,
      description: 'Of tfvars, packer-vars and ansible-vars: what places are keyed by; default region alone',
    }),
  ),
  strict: Type.Optional(Type.Boolean({ description: 'Refuse rather than fall back to an older version' })),
})
export type ExportRequest = Static<typeof ExportRequest>

/** A file of an export. `name` is relative, with `/` between folders. */
export const ExportFile = Type.Object({ name: Type.String(), mediaType: Type.String(), text: Type.String() })
export type ExportFile = Static<typeof ExportFile>

export const Export = merge(
  Stamp,
  Type.Object({ format: ExportFormat, files: Type.Array(ExportFile), warnings: Type.Array(Warning) }),
)
export type Export = Static<typeof Export>

/** A manifest of Packer, and the image version that takes what it built. */
export const PackerManifestImport = Type.Object({
  file: TextFile,
  name: Name,
  version: Type.Optional(Type.String({ minLength: 1, maxLength: 256, description: 'Make this version' })),
  bump: Type.Optional(Type.Enum(['major', 'minor', 'patch'])),
  label: Type.Optional(Name),
  os: Type.Optional(OperatingSystem),
  account: Type.Optional(
    Type.String({ minLength: 1, maxLength: 256, description: 'The account that the builds are in' }),
  ),
  catalog: Type.Optional(Type.String({ minLength: 1, maxLength: 256, description: 'Default: local' })),
  builds: Type.Optional(
    Type.Array(Name, { minItems: 1, maxItems: 256, description: 'Names of the builds that are read' }),
  ),
  allRuns: Type.Optional(Type.Boolean({ description: 'Read the builds of all runs, not of the last alone' })),
})
export type PackerManifestImport = Static<typeof PackerManifestImport>

export const PackerManifestSummary = merge(
  Stamp,
  Type.Object({ dryRun: Type.Boolean(), image: ImportedImage, warnings: Type.Array(Warning) }),
)
export type PackerManifestSummary = Static<typeof PackerManifestSummary>
