import Type from 'typebox'

/** Query of every read: the moment (a revision or a time) and the least revision that the answer must know. */
export const readQuery = {
  at: Type.Optional(
    Type.String({
      maxLength: 40,
      description: 'A revision, or a time (RFC 3339); a time to come moves the clock only',
    }),
  ),
  minRevision: Type.Optional(Type.Integer({ minimum: 0, description: 'Wait until this revision is seen' })),
}

/** Query of every write: why, whether to try only, and the revision that the plan was made at. */
export const writeQuery = {
  reason: Type.Optional(Type.String({ maxLength: 4096 })),
  dryRun: Type.Optional(Type.Boolean({ description: 'Say what would change; change nothing' })),
  expect: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Refuse when the ledger is at another revision' }),
  ),
}
