import Type, { type Static } from 'typebox'
import { Fault } from './fault.ts'
import { Moment } from './moment.ts'

/** One entry of a Runtime Repo file, as it is written. */
export const RepoEntry = Type.Object({
  image_identifier: Type.String(),
  runtime_metadata_version: Type.Integer(),
  editor: Type.String(),
  kernel: Type.String(),
  edition: Type.String(),
  description: Type.String(),
  full_version: Type.String(),
  short_version: Type.String(),
  maintenance_version: Type.Integer(),
  git_hash: Type.String(),
  gbn: Type.Integer(),
})
export type RepoEntry = Static<typeof RepoEntry>

/** A Runtime Repo file (assembly_metadata_version 1). */
export const RepoFile = Type.Object({
  assembly_metadata_version: Type.Integer(),
  runtimes: Type.Array(RepoEntry),
})
export type RepoFile = Static<typeof RepoFile>

/** A repo file that is read again and again: the document of kind `runtime-repo`. */
export const RuntimeRepo = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  name: Type.String(),
  url: Type.String({ maxLength: 2048, description: 'A URL, or `file:` and a path' }),
  every: Type.Optional(
    Type.Integer({ minimum: 60, maximum: 31_536_000, description: 'In seconds; default 24 hours' }),
  ),
  allowHost: Type.Optional(Type.String({ maxLength: 260 })),
  enable: Type.Optional(Type.Boolean({ description: 'Whether its new runtimes arrive enabled' })),
  owner: Type.String(),
  created: Moment,
})
export type RuntimeRepo = Static<typeof RuntimeRepo>

/** How the last look at a repo file ended. */
export const RepoState = Type.Object({
  checked: Type.String(),
  outcome: Type.Enum(['not-modified', 'unchanged', 'changed', 'failed']),
  added: Type.Optional(Type.Integer({ minimum: 0 })),
  message: Type.Optional(Type.String()),
})
export type RepoState = Static<typeof RepoState>

/** What a sync does with one entry. */
export const SyncedEntry = Type.Object({
  path: Type.String({ description: 'A JSON pointer to the entry; that of what is gone is empty' }),
  identifier: Type.String(),
  runtime: Type.Optional(Type.String({ description: 'The id of the runtime' })),
  change: Type.Enum(['added', 'changed', 'unchanged', 'dropped', 'returned', 'refused']),
  differences: Type.Array(Type.String()),
})
export type SyncedEntry = Static<typeof SyncedEntry>

export const RepoSyncReport = Type.Object({
  outcome: Type.Enum(['not-modified', 'unchanged', 'changed']),
  entries: Type.Array(SyncedEntry, { description: 'Without the unchanged ones, which are only counted' }),
  unchanged: Type.Integer({ minimum: 0 }),
  faults: Type.Array(Fault, {
    description: 'What is wrong or worth knowing, with JSON pointers into the file',
  }),
})
export type RepoSyncReport = Static<typeof RepoSyncReport>

/** One image to copy to another registry, with the digest that the copy must have. */
export const MirrorItem = Type.Object({
  runtime: Type.String(),
  from: Type.String({ description: 'host/repository@sha256:…' }),
  to: Type.String({ description: 'host/repository:tag' }),
  digest: Type.String(),
})
export type MirrorItem = Static<typeof MirrorItem>

export const MirrorCheck = Type.Object({
  runtime: Type.String(),
  to: Type.String(),
  status: Type.Enum(['same', 'different', 'missing', 'unreachable']),
  expected: Type.String(),
  found: Type.Optional(Type.String()),
  message: Type.String(),
})
export type MirrorCheck = Static<typeof MirrorCheck>
