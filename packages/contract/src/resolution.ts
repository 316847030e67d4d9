import Type, { type Static } from 'typebox'
import { Architecture, ImageReference, LifecycleState, OperatingSystem } from './image.ts'
import { merge } from './merge.ts'

/** Where a node starts. What is left open fits any; an open side that leaves several artifacts is a refusal. */
export const Location = Type.Object({
  provider: Type.Optional(Type.String()),
  account: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
})
export type Location = Static<typeof Location>

/** What is wanted: exactly one of `name`, `label` and `id` (an image's UUID, or a provider's own reference). */
export const ResolveRequest = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
  label: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
  id: Type.Optional(Type.String({ minLength: 1, maxLength: 2048 })),
  version: Type.Optional(
    Type.String({ maxLength: 256, description: 'Literal 1.2, wildcard 1.x, or latest' }),
  ),
  provider: Type.Optional(Type.String({ maxLength: 64 })),
  account: Type.Optional(Type.String({ maxLength: 256 })),
  region: Type.Optional(Type.String({ maxLength: 128 })),
  architecture: Type.Optional(Architecture),
  os: Type.Optional(OperatingSystem),
  machineType: Type.Optional(
    Type.String({ maxLength: 128, description: 'Warn where a machine of this type cannot start from it' }),
  ),
  strict: Type.Optional(Type.Boolean({ description: 'Refuse rather than fall back to an older version' })),
  trace: Type.Optional(
    Type.Boolean({ description: 'Carry every candidate and every verdict; default true' }),
  ),
})
export type ResolveRequest = Static<typeof ResolveRequest>

export const Warning = Type.Object({ code: Type.String(), message: Type.String() })
export type Warning = Static<typeof Warning>

/** What one rule said of one candidate. `evidence` is what it looked at. */
export const Check = Type.Object({
  rule: Type.String(),
  verdict: Type.Enum(['keep', 'drop']),
  code: Type.String(),
  message: Type.String(),
  evidence: Type.Optional(Type.Record(Type.String(), Type.String())),
})
export type Check = Static<typeof Check>

export const ArtifactVerdict = Type.Object({
  name: Type.String(),
  reference: Type.String(),
  provider: Type.String(),
  account: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
  verdict: Type.Enum(['chosen', 'passed-over', 'drop']),
  code: Type.String(),
  message: Type.String(),
})
export type ArtifactVerdict = Static<typeof ArtifactVerdict>

/** One image that was looked at, in the order of preference, with the verdict of every rule up to the first drop. */
export const Candidate = Type.Object({
  image: ImageReference,
  state: LifecycleState,
  verdict: Type.Enum(['chosen', 'passed-over', 'drop']),
  code: Type.String(),
  message: Type.String(),
  checks: Type.Array(Check),
  artifacts: Type.Array(ArtifactVerdict),
})
export type Candidate = Static<typeof Candidate>

export const NearestMiss = Type.Object({
  image: ImageReference,
  code: Type.String(),
  message: Type.String(),
  change: Type.String({ description: 'What would have to change for this image to be the answer' }),
})
export type NearestMiss = Static<typeof NearestMiss>

/** Why the answer is what it is: what was looked for and where, then every candidate with every verdict. */
export const Trace = Type.Object({
  looked: Type.String(),
  catalogs: Type.Array(Type.String(), { description: 'In the order in which they were searched' }),
  order: Type.String({ description: 'How candidates are ordered' }),
  candidates: Type.Array(Candidate),
  nearest: Type.Optional(NearestMiss),
})
export type Trace = Static<typeof Trace>

export const Refusal = Type.Object({
  code: Type.String(),
  message: Type.String(),
  remedy: Type.String(),
})
export type Refusal = Static<typeof Refusal>

/** How an image was named: the attribute or flag, its value, how it was read, and the version asked for. */
export const Selection = Type.Object({
  attribute: Type.String(),
  value: Type.String(),
  by: Type.Enum([
    'name',
    'label',
    'id',
    'resource-id',
    'urn',
    'marketplace',
    'reference',
    'default',
    'catalog',
    'none',
  ]),
  version: Type.Optional(Type.String()),
})
export type Selection = Static<typeof Selection>

/** The answer proper: the chosen image and artifact, a direct reference, or a refusal. */
export const Answer = Type.Object({
  status: Type.Enum(['resolved', 'direct', 'unresolved']),
  select: Selection,
  location: Location,
  image: Type.Optional(ImageReference),
  artifact: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String()),
      reference: Type.String(),
      digest: Type.Optional(Type.String()),
    }),
  ),
  refusal: Type.Optional(Refusal),
  warnings: Type.Array(Warning),
  trace: Type.Optional(Trace),
})
export type Answer = Static<typeof Answer>

/** The revision and the moment that an answer was given at. */
export const Stamp = Type.Object({
  revision: Type.Integer({ minimum: 0 }),
  at: Type.String(),
})
export type Stamp = Static<typeof Stamp>

export const Resolution = merge(Stamp, Answer)
export type Resolution = Static<typeof Resolution>
