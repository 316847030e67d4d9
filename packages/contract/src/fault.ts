import Type, { type Static } from 'typebox'

export const Severity = Type.Enum(['error', 'warning', 'info'])
export type Severity = Static<typeof Severity>

/**
 * One thing that is wrong or worth knowing, with its place. `line` and `column` count from 1, columns in UTF-16
 * units; `path` is a JSON pointer where the input is JSON.
 */
export const Fault = Type.Object({
  severity: Severity,
  code: Type.String(),
  message: Type.String(),
  file: Type.Optional(Type.String()),
  line: Type.Optional(Type.Integer({ minimum: 1 })),
  column: Type.Optional(Type.Integer({ minimum: 1 })),
  path: Type.Optional(Type.String()),
})
export type Fault = Static<typeof Fault>

/** RFC 9457 problem document, as every refusal over HTTP is answered. */
export const Problem = Type.Object({
  type: Type.String({ description: 'A URI reference that names the kind of problem' }),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  remedy: Type.String(),
  instance: Type.Optional(Type.String({ description: 'The id of the request' })),
  faults: Type.Array(Fault),
})
export type Problem = Static<typeof Problem>
