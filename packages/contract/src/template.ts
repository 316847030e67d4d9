import Type, { type Static } from 'typebox'
import { Fault } from './fault.ts'
import { ImageReference } from './image.ts'
import { Answer, Location, Selection, Stamp } from './resolution.ts'
import { merge } from './merge.ts'

/** A text file as the user named it. */
export const TextFile = Type.Object({
  file: Type.String({ minLength: 1, maxLength: 1024 }),
  text: Type.String(),
})
export type TextFile = Static<typeof TextFile>

/** A template with what its parameters are given. */
export const TemplateInput = Type.Object({
  template: TextFile,
  parameters: Type.Optional(
    Type.Record(Type.String(), Type.String(), {
      description: 'Name → value as on the command line (--param)',
    }),
  ),
  parameterFiles: Type.Optional(
    Type.Array(TextFile, {
      maxItems: 32,
      description: '*.json or *.properties; later ones win, `parameters` win over all',
    }),
  ),
  clusterName: Type.Optional(Type.String()),
})
export type TemplateInput = Static<typeof TemplateInput>

/** A template to be resolved at a place. `provider`, `account` and `region` fill what the template leaves to the form. */
export const TemplateResolveRequest = merge(
  merge(TemplateInput, Location),
  Type.Object({ strict: Type.Optional(Type.Boolean()), trace: Type.Optional(Type.Boolean()) }),
)
export type TemplateResolveRequest = Static<typeof TemplateResolveRequest>

export const NodeAnswer = merge(
  Type.Object({ node: Type.String(), kind: Type.Enum(['node', 'nodearray']), cluster: Type.String() }),
  Answer,
)
export type NodeAnswer = Static<typeof NodeAnswer>

export const TemplateResolution = merge(
  Stamp,
  Type.Object({ nodes: Type.Array(NodeAnswer), diagnostics: Type.Array(Fault) }),
)
export type TemplateResolution = Static<typeof TemplateResolution>

export const TemplateCheck = Type.Object({ diagnostics: Type.Array(Fault) })
export type TemplateCheck = Static<typeof TemplateCheck>

/** One pinned answer of a lock. */
export const LockEntry = Type.Object({
  node: Type.String(),
  cluster: Type.String(),
  kind: Type.Enum(['node', 'nodearray']),
  location: Location,
  select: Selection,
  status: Type.Enum(['resolved', 'direct']),
  image: Type.Optional(ImageReference),
  artifact: Type.Object({ name: Type.Optional(Type.String()), reference: Type.String() }),
  revision: Type.Integer({ minimum: 0, description: 'The revision that this entry was resolved at' }),
})
export type LockEntry = Static<typeof LockEntry>

/** What a template resolved to, pinned. `digest` is the SHA-256 of the canonical JSON of `entries`. */
export const Lock = Type.Object({
  lock: Type.Literal(1),
  template: Type.Object({ file: Type.String(), digest: Type.String({ description: 'SHA-256 of the text' }) }),
  parameters: Type.Record(Type.String(), Type.String()),
  parameterFiles: Type.Array(Type.Object({ file: Type.String(), digest: Type.String() })),
  locations: Type.Array(Location),
  entries: Type.Array(LockEntry),
  digest: Type.String(),
})
export type Lock = Static<typeof Lock>

/** One way in which a lock no longer tells what would be resolved today. */
export const DriftFinding = Type.Object({
  kind: Type.Enum([
    'newer',
    'gone',
    'deprecated',
    'disabled',
    'revoked',
    'moved',
    'added',
    'removed',
    'template-changed',
    'parameters-changed',
    'lock-edited',
  ]),
  node: Type.Optional(Type.String()),
  location: Type.Optional(Location),
  message: Type.String(),
  locked: Type.Optional(Type.String()),
  current: Type.Optional(Type.String()),
})
export type DriftFinding = Static<typeof DriftFinding>
