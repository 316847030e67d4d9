import Type, { type Static } from 'typebox'
import { AccountProvider } from './account.ts'
import { AccountFailure, FoundArtifact } from './image-add.ts'
import { ArtifactDrift, ImageReference } from './image.ts'
import { merge } from './merge.ts'
import { Moment } from './moment.ts'
import { Stamp } from './resolution.ts'

/** What a scan may find: the registry says one thing, the cloud another. */
export const ScanKind = Type.Enum([
  'gone',
  'deprecated',
  'private',
  'renamed',
  'replaced',
  'new-region',
  'unnamed',
])
export type ScanKind = Static<typeof ScanKind>

/** An image as a scan has seen it in one region. */
export const SeenImage = merge(
  Type.Omit(FoundArtifact, ['text', 'matchedBy', 'passedOver']),
  Type.Object({
    isOwn: Type.Boolean(),
    asked: Type.Optional(
      Type.Array(Type.String(), { description: 'Other references of the registry that mean it' }),
    ),
    replacement: Type.Optional(Type.String({ description: 'What the cloud names in its place' })),
  }),
)
export type SeenImage = Static<typeof SeenImage>

/** One difference between the registry and a cloud. */
export const ScanFinding = Type.Object({
  kind: ScanKind,
  account: Type.String(),
  provider: AccountProvider,
  region: Type.Optional(Type.String()),
  image: Type.Optional(ImageReference),
  artifact: Type.Optional(Type.String({ description: 'The name of the artifact that it is about' })),
  reference: Type.String(),
  name: Type.Optional(Type.String({ description: "The cloud's own name" })),
  message: Type.String(),
  since: Type.Optional(Moment),
  replacement: Type.Optional(Type.String()),
  created: Type.Optional(Moment),
  ageDays: Type.Optional(Type.Integer({ minimum: 0 })),
  bytes: Type.Optional(Type.Integer({ minimum: 0 })),
})
export type ScanFinding = Static<typeof ScanFinding>

/** Which accounts are scanned, and what is to be done about what is found. */
export const ScanRequest = Type.Object({
  accounts: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 256 }), { maxItems: 256, description: 'Default: all' }),
  ),
  regions: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 128 }), { maxItems: 512 })),
  accept: Type.Optional(
    Type.Array(ScanKind, {
      maxItems: 7,
      description: 'Kinds of findings that are written into the registry; what nothing names is told no more',
    }),
  ),
  tellAgain: Type.Optional(
    Type.Boolean({ description: 'Take back that images that nothing names were accepted so' }),
  ),
  timeout: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 3600, description: 'Seconds for one region; default 300' }),
  ),
})
export type ScanRequest = Static<typeof ScanRequest>

/** What a scan found. */
export const ScanReport = merge(
  Stamp,
  Type.Object({
    dryRun: Type.Boolean(),
    findings: Type.Array(ScanFinding),
    returned: Type.Array(
      Type.Object({
        image: ImageReference,
        artifact: Type.String(),
        reference: Type.String(),
        kind: ArtifactDrift.properties.kind,
      }),
      { description: 'Artifacts that were said to be otherwise, and are as they should be again' },
    ),
    failures: Type.Array(AccountFailure),
    checked: Type.Integer({ minimum: 0, description: 'Artifacts that were looked for' }),
    unchecked: Type.Integer({
      minimum: 0,
      description:
        'Artifacts that no account could tell of: of clouds without account, or regions that failed',
    }),
    acknowledged: Type.Integer({
      minimum: 0,
      description: 'Images that nothing names and that are not told, since they were accepted so',
    }),
    cleared: Type.Integer({
      minimum: 0,
      description: 'Artifacts whose drift was, or would be, taken away since it is over',
    }),
    accepted: Type.Integer({ minimum: 0, description: 'Findings that were, or would be, written' }),
  }),
)
export type ScanReport = Static<typeof ScanReport>

/**
 * Images of an account that nothing names, and that need not be told again: the document of kind `acknowledgement`; its
 * id is the name of the account.
 */
export const AcknowledgedImages = Type.Object({
  account: Type.String(),
  images: Type.Array(Type.Object({ region: Type.Optional(Type.String()), reference: Type.String() })),
})
export type AcknowledgedImages = Static<typeof AcknowledgedImages>

/** What becomes of an artifact whose cloud says otherwise: it is passed over, or taken with a warning. */
export const DriftVerdict = Type.Enum(['skip', 'warn'])
export type DriftVerdict = Static<typeof DriftVerdict>

/** The verdict on each kind of drift: the document of kind `setting` and id `drift-policy`. */
export const DriftPolicy = Type.Object({
  gone: DriftVerdict,
  private: DriftVerdict,
  deprecated: DriftVerdict,
  replaced: DriftVerdict,
})
export type DriftPolicy = Static<typeof DriftPolicy>
