import Type, { type Static } from 'typebox'
import { BaseProof } from './base.ts'
import { Finding } from './finding.ts'
import { Moment } from './moment.ts'
import { merge } from './merge.ts'
import { RuntimeField, RuntimeIdentity, RuntimeMetadata } from './runtime-metadata.ts'
import { ImageSignature } from './signature.ts'

/** The status of a runtime: that of its lifecycle, in the words of its field. */
export const RuntimeStatus = Type.Enum(['ENABLED', 'DISABLED', 'DEPRECATED'])
export type RuntimeStatus = Static<typeof RuntimeStatus>

/** What an image of one platform is: its manifest, by digest. */
export const RuntimePlatform = Type.Object({ platform: Type.String(), manifest: Type.String() })
export type RuntimePlatform = Static<typeof RuntimePlatform>

/** Everything that is to be said of a container image as a runtime. */
export const RuntimeReport = Type.Object({
  reference: Type.String({ description: 'As it was asked for, in full: host/repository:tag' }),
  digest: Type.Optional(
    Type.String({ description: 'What the reference led to; absent where it was not reached' }),
  ),
  valid: Type.Boolean({ description: 'Whether no finding is an error' }),
  deep: Type.Boolean({ description: 'Whether the content of the layers was looked at' }),
  bytes: Type.Integer({ minimum: 0, description: 'Read from the registry, compressed' }),
  platforms: Type.Array(RuntimePlatform),
  identity: RuntimeIdentity,
  metadata: Type.Optional(RuntimeMetadata),
  fields: Type.Array(RuntimeField),
  findings: Type.Array(Finding),
  base: BaseProof,
  signatures: Type.Array(ImageSignature),
})
export type RuntimeReport = Static<typeof RuntimeReport>

/** Where a runtime came from: an administrator, or an entry of a repo file. */
export const RuntimeOrigin = Type.Object({
  kind: Type.Enum(['manual', 'repo']),
  by: Type.Optional(Type.String({ description: 'Who added it' })),
  repo: Type.Optional(Type.String({ description: 'The id of the Runtime Repo that lists it' })),
  dropped: Type.Optional(
    Type.String({ format: 'date-time', description: 'Since when the repo file no longer lists it' }),
  ),
})
export type RuntimeOrigin = Static<typeof RuntimeOrigin>

/** What an image is as a runtime: a member of the document of kind `image`. */
export const RuntimeEntry = Type.Object({
  number: Type.Integer({ minimum: 1, description: 'A number of its own, for clients that know it by one' }),
  identifier: Type.String({ description: 'The reference by which it was added: host/repository:tag' }),
  digest: Type.Optional(
    Type.String({ description: 'Pinned when it was added; absent where it was never read' }),
  ),
  platforms: Type.Array(RuntimePlatform),
  metadata: RuntimeMetadata,
  isDefault: Type.Optional(Type.Boolean({ description: 'Whether new projects may start from it' })),
  origin: RuntimeOrigin,
  credential: Type.Optional(Type.String({ description: 'The id of the credential that it is read with' })),
  base: Type.Optional(
    Type.Object({
      verdict: BaseProof.properties.verdict,
      id: Type.Optional(Type.String()),
      reference: Type.Optional(Type.String()),
      digest: Type.Optional(Type.String()),
    }),
  ),
  added: Moment,
})
export type RuntimeEntry = Static<typeof RuntimeEntry>

/** The report that a runtime was added with: the document of kind `runtime-report`; its id is that of the image. */
export const StoredReport = Type.Object({ at: Moment, report: RuntimeReport })
export type StoredReport = Static<typeof StoredReport>

/** A runtime as it is shown. */
export const RuntimeView = merge(
  RuntimeEntry,
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    version: Type.String(),
    status: RuntimeStatus,
    since: Type.Optional(Moment),
    reason: Type.Optional(Type.String()),
    replacement: Type.Optional(Type.String()),
    findings: Type.Object({
      errors: Type.Integer({ minimum: 0 }),
      warnings: Type.Integer({ minimum: 0 }),
      infos: Type.Integer({ minimum: 0 }),
    }),
    revision: Type.Integer({ minimum: 1 }),
  }),
)
export type RuntimeView = Static<typeof RuntimeView>

/** A runtime whose tag does not lead to what was approved any more. */
export const RuntimeDrift = Type.Object({
  runtime: Type.String({ description: 'The id of the runtime' }),
  identifier: Type.String(),
  approved: Type.Optional(Type.String()),
  now: Type.Optional(Type.String()),
  status: Type.Enum(['same', 'moved', 'gone', 'unreachable', 'never-read']),
  message: Type.String(),
})
export type RuntimeDrift = Static<typeof RuntimeDrift>
