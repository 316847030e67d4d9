import Type, { type Static } from 'typebox'
import { merge } from './merge.ts'

/** One commit of the ledger. `digest` chains it to all before it. */
export const LogEntry = Type.Object({
  revision: Type.Integer({ minimum: 1 }),
  at: Type.String(),
  actor: Type.String(),
  action: Type.String(),
  reason: Type.Optional(Type.String()),
  digest: Type.String(),
})
export type LogEntry = Static<typeof LogEntry>

/** One leaf that a commit changed: `before` and `after` are JSON texts; absent means there was none. */
export const Difference = Type.Object({
  path: Type.String({ description: 'A JSON pointer into the document; empty for the whole' }),
  before: Type.Optional(Type.String()),
  after: Type.Optional(Type.String()),
})
export type Difference = Static<typeof Difference>

export const DocumentChange = Type.Object({
  kind: Type.String(),
  id: Type.String(),
  title: Type.String({ description: 'What a person calls it' }),
  change: Type.Enum(['created', 'changed', 'deleted']),
  differences: Type.Array(Difference),
})
export type DocumentChange = Static<typeof DocumentChange>

export const LogDetail = merge(LogEntry, Type.Object({ changes: Type.Array(DocumentChange) }))
export type LogDetail = Static<typeof LogDetail>

/** Whether the chain of digests holds; where it does not, the first revision at which it breaks, and how. */
export const Verification = Type.Object({
  intact: Type.Boolean(),
  revisions: Type.Integer({ minimum: 0 }),
  documents: Type.Integer({ minimum: 0 }),
  digest: Type.String({
    description: 'The digest of the last revision: note it elsewhere to prove that nothing was cut off',
  }),
  brokenAt: Type.Optional(Type.Integer({ minimum: 1 })),
  message: Type.String(),
})
export type Verification = Static<typeof Verification>
