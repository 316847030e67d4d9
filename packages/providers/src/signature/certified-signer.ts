import type { Bundle } from '@sigstore/bundle'
import type { SignedEntity, Signer, Verifier } from '@sigstore/verify'
import { createHash } from 'node:crypto'
import type { ReadCertificate } from './certificate.ts'
import { isSignedBy } from './is-signed-by.ts'
import { invalid, untrusted, type Judgement } from './judgement.ts'
import { quotedText } from './quoted-text.ts'
import type { SignedContent } from './signed-content.ts'
import type { TrustedRoot } from './trusted-root.ts'

/** Who made a signature, as their certificate says and the trusted root confirms. */
export interface CertifiedSigner {
  readonly subject: string
  readonly issuer: string
}

type Timestamps = SignedEntity['timestamps']
type LogEntries = SignedEntity['tlogEntries']

/** A signature that the key of a certificate made, with what is to prove that the certificate was good then. */
export interface CertifiedSignature {
  readonly signed: SignedContent
  readonly bundle: Bundle
  readonly certificate: ReadCertificate
}

/**
 * Finds out who made a signature that came with a certificate: the certificate has to lead to an authority of the root,
 * to have been published in a log of certificates, and to have been valid when the signature was made, which a log or an
 * authority for timestamps has to prove. Where a root has none of those, less is asked of a signature: without any proof
 * of time the certificate has to be valid `now`.
 */
export async function certifiedSigner(
  { signed, bundle, certificate }: CertifiedSignature,
  root: TrustedRoot,
  now: Date,
): Promise<CertifiedSigner | Judgement> {
  const { subject } = certificate
  const { Verifier, toSignedEntity, toTrustMaterial } = await import('@sigstore/verify')
  try {
    const entity = entityFor(toSignedEntity(bundle, signed.bytes), signed, root, now)
    const objection = logObjection(entity.tlogEntries, root) ?? timeObjection(entity.timestamps, certificate)
    if (objection !== undefined)
      return { ...objection, ...(subject === undefined ? {} : { identity: subject }) }
    const verifier = new Verifier(toTrustMaterial(root), thresholdsOf(root))
    return signerOf(verifier.verify(entity))
  } catch (error) {
    return failureOf(error, subject)
  }
}

function thresholdsOf({ tlogs, ctlogs }: TrustedRoot): ConstructorParameters<typeof Verifier>[1] {
  return {
    tlogThreshold: Math.min(tlogs.length, 1),
    ctlogThreshold: Math.min(ctlogs.length, 1),
    timestampThreshold: 1,
  }
}

/**
 * Leaves out the proofs of a kind that the root knows nobody for, which the verifier would refuse, and verifies the
 * signature itself as all others are: the verifier knows neither every curve nor every scheme.
 */
function entityFor(entity: SignedEntity, signed: SignedContent, root: TrustedRoot, now: Date): SignedEntity {
  const { signature: content } = entity
  const hasLogs = root.tlogs.length > 0
  const hasAuthorities = root.timestampAuthorities.length > 0
  // An entry is of the payload or, since the second version of Rekor, of all that is signed.
  const signedDigest = createHash('sha256').update(signed.bytes).digest()
  const known = entity.timestamps.filter(({ $case }) =>
    $case === 'transparency-log' ? hasLogs : hasAuthorities,
  )
  return {
    key: entity.key,
    tlogEntries: hasLogs ? entity.tlogEntries : [],
    timestamps: hasLogs || hasAuthorities ? known : [timestampAt(now)],
    signature: {
      signature: content.signature,
      compareSignature: (signature) => content.compareSignature(signature),
      compareDigest: (digest) => content.compareDigest(digest) || digest.equals(signedDigest),
      verifySignature: (key) => isSignedBy(key, signed.bytes, signed.signature),
    },
  }
}

/** The verifier judges certificates at timestamps alone; this one stands for the present. */
function timestampAt(now: Date): Timestamps[number] {
  return {
    $case: 'transparency-log',
    tlogEntry: {
      logIndex: '0',
      logId: { keyId: Buffer.alloc(0) },
      kindVersion: { kind: '', version: '' },
      integratedTime: String(Math.floor(now.getTime() / 1000)),
      inclusionPromise: { signedEntryTimestamp: Buffer.alloc(0) },
      inclusionProof: undefined,
      canonicalizedBody: Buffer.alloc(0),
    },
  }
}

const kindsOfEntries: ReadonlySet<string> = new Set(['hashedrekord', 'dsse', 'intoto'])

function logObjection(entries: LogEntries, { tlogs }: TrustedRoot): Judgement | undefined {
  for (const { logId, kindVersion } of entries) {
    const isKnown = tlogs.some((log) => (log.checkpointKeyId ?? log.logId)?.keyId.equals(logId.keyId))
    if (!isKnown) return untrusted('It is entered in a log that the trusted root does not have')
    if (!kindsOfEntries.has(kindVersion.kind)) {
      return untrusted(
        `Its log entry is of the kind ${quotedText(kindVersion.kind)}, which cannot be checked`,
      )
    }
  }
  return undefined
}

function timeObjection(timestamps: Timestamps, { from, until }: ReadCertificate): Judgement | undefined {
  for (const timestamp of timestamps) {
    const moment = momentOf(timestamp)
    if (moment === undefined || (moment >= from && moment <= until)) continue
    const period = `from ${from.toISOString()} until ${until.toISOString()}`
    return invalid(`It was made at ${moment.toISOString()}, but its certificate was valid ${period}`)
  }
  return undefined
}

function momentOf(timestamp: Timestamps[number]): Date | undefined {
  if (timestamp.$case === 'timestamp-authority') return timestamp.timestamp.signingTime
  const { inclusionPromise, integratedTime } = timestamp.tlogEntry
  return inclusionPromise === undefined ? undefined : new Date(Number(integratedTime) * 1000)
}

type Extensions = NonNullable<NonNullable<Signer['identity']>['oids']>

const subjectNames = ['2.5.29.17']
/** The issuer as Fulcio writes it, now and before (sigstore/fulcio, docs/oid-info.md). */
const issuerNames = ['1.3.6.1.4.1.57264.1.8', '1.3.6.1.4.1.57264.1.1']

function signerOf({ identity = {} }: Signer): CertifiedSigner | Judgement {
  const { subjectAlternativeName: subject, extensions, oids = [] } = identity
  if (subject === undefined || !isSpelled(subject, subjectNames, oids)) {
    return untrusted('Its certificate names nobody by an address or a URL')
  }
  const issuer = extensions?.issuer
  if (issuer === undefined || !isSpelled(issuer, issuerNames, oids)) {
    return untrusted('Its certificate does not say who vouches for its subject', subject)
  }
  return { subject, issuer }
}

/** The verifier reads bytes beyond ASCII as if they were within; such a name is not the one that it looks like. */
function isSpelled(name: string, ids: readonly string[], extensions: Extensions): boolean {
  return extensions.some(
    ({ oid, value }) => ids.includes(oid?.id.join('.') ?? '') && value.includes(Buffer.from(name, 'latin1')),
  )
}

/** What the codes of the verifier mean for a signature whose proofs are of authorities and logs of the root. */
const reasons: Readonly<Record<string, (identity?: string) => Judgement>> = {
  CERTIFICATE_ERROR: (identity) =>
    untrusted(
      'Its certificate does not lead to an authority or a certificate log of the trusted root',
      identity,
    ),
  TIMESTAMP_ERROR: (identity) =>
    untrusted('Nothing that the trusted root knows proves when it was made', identity),
  TLOG_ERROR: (identity) => untrusted('It is entered in no log, and the trusted root has one', identity),
  TLOG_BODY_ERROR: (identity) => invalid('Its log entry is about another signature', identity),
  TLOG_INCLUSION_PROOF_ERROR: (identity) => invalid('The log does not confirm its log entry', identity),
  TLOG_INCLUSION_PROMISE_ERROR: (identity) => invalid('The log did not sign its log entry', identity),
  TLOG_MISSING_INCLUSION_ERROR: (identity) => invalid('Its log entry is without any proof', identity),
}

function failureOf(error: unknown, identity: string | undefined): Judgement {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : undefined
  if (reason !== undefined) return reason(identity)
  const detail = error instanceof Error ? error.message : String(error)
  return invalid(`What proves it is malformed: ${quotedText(detail)}`, identity)
}
