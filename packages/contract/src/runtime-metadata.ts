import Type, { type Static } from 'typebox'

/**
 * What an image says of itself as a runtime, by its labels (`com.cloudera.ml.runtime.*`); texts as they were written.
 * An empty label counts as absent. Identity is (editor, kernel, edition, shortVersion, maintenanceVersion).
 */
export const RuntimeMetadata = Type.Object({
  metadataVersion: Type.Integer({ description: '1: not PBJ; 2: PBJ on Ubuntu; 3: PBJ on Chainguard' }),
  editor: Type.String(),
  kernel: Type.String(),
  edition: Type.String(),
  description: Type.String(),
  shortVersion: Type.String({ description: 'A text, never a number: 2022.10 is not 2022.1' }),
  maintenanceVersion: Type.Integer({ minimum: 0 }),
  fullVersion: Type.Optional(Type.String()),
  cudaVersion: Type.Optional(Type.String()),
  gitHash: Type.Optional(Type.String()),
  gbn: Type.Optional(Type.Integer({ minimum: 0 })),
})
export type RuntimeMetadata = Static<typeof RuntimeMetadata>

/** What must be unique among all runtimes. A side that the image does not say is absent. */
export const RuntimeIdentity = Type.Object({
  editor: Type.Optional(Type.String()),
  kernel: Type.Optional(Type.String()),
  edition: Type.Optional(Type.String()),
  shortVersion: Type.Optional(Type.String()),
  maintenanceVersion: Type.Optional(Type.String()),
})
export type RuntimeIdentity = Static<typeof RuntimeIdentity>

/** One field as the image has it: the label, the environment variable, and whether it is the base's. */
export const RuntimeField = Type.Object({
  field: Type.String({ description: 'The name of the field: kernel, short-version, …' }),
  label: Type.Optional(Type.String()),
  env: Type.Optional(Type.String()),
  origin: Type.Enum(['own', 'inherited', 'unknown'], {
    description: 'inherited: the same as the base has it; unknown: no base was recognised',
  }),
})
export type RuntimeField = Static<typeof RuntimeField>
