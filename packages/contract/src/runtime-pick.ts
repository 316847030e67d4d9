import Type, { type Static } from 'typebox'
import { Check, Warning } from './resolution.ts'
import { RuntimeView } from './runtime.ts'

/** What a session, job, application or AMP asks for. Texts are compared as they are; versions as numbers. */
export const RuntimeRequest = Type.Object({
  editor: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  kernel: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  edition: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  version: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'A short version (2024.02), or one with its maintenance version (2024.02.1, 2024.02.1-b4)',
    }),
  ),
  addons: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 256 }), { maxItems: 64, description: 'Display names' }),
  ),
})
export type RuntimeRequest = Static<typeof RuntimeRequest>

/** One runtime that was looked at, with the verdict of every rule up to the first drop. */
export const RuntimeCandidate = Type.Object({
  id: Type.String(),
  identifier: Type.String(),
  editor: Type.String(),
  kernel: Type.String(),
  edition: Type.String(),
  version: Type.String(),
  verdict: Type.Enum(['chosen', 'passed-over', 'drop']),
  code: Type.String(),
  message: Type.String(),
  checks: Type.Array(Check),
})
export type RuntimeCandidate = Static<typeof RuntimeCandidate>

export const PickResult = Type.Enum(['exact', 'newer-maintenance', 'substituted', 'none'])
export type PickResult = Static<typeof PickResult>

/** What was taken instead of what was asked for. */
export const Substitution = Type.Object({ field: Type.String(), wanted: Type.String(), got: Type.String() })
export type Substitution = Static<typeof Substitution>

/** An addon that was asked for, and which record it means. */
export const PickedAddon = Type.Object({
  displayName: Type.String(),
  identifier: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
  ok: Type.Boolean(),
  message: Type.String(),
})
export type PickedAddon = Static<typeof PickedAddon>

/** The answer to one request: which runtime, how well it fits, and why. */
export const RuntimePick = Type.Object({
  request: RuntimeRequest,
  result: PickResult,
  message: Type.String(),
  runtime: Type.Optional(RuntimeView),
  substitutions: Type.Array(Substitution),
  addons: Type.Array(PickedAddon),
  warnings: Type.Array(Warning),
  nearest: Type.Optional(Type.Object({ id: Type.String(), message: Type.String(), change: Type.String() })),
  trace: Type.Optional(Type.Array(RuntimeCandidate)),
  omitted: Type.Optional(
    Type.Integer({ minimum: 1, description: 'How many runtimes that came less near the trace leaves out' }),
  ),
})
export type RuntimePick = Static<typeof RuntimePick>
