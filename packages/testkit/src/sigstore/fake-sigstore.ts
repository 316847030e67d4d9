import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { makeFakeCertificateLog } from './fake-certificate-log.ts'

/** Who a certificate is issued to, and who vouched for them. */
export interface FakeIdentity {
  /** A URL: the authority of the mock issues no other certificates. */
  subject: string
  /** Left out of the certificate where it is undefined. */
  issuer: string | undefined
}

/** A certificate as DER, with the private key that it is of. */
export interface FakeCertificate {
  readonly der: Buffer
  readonly privateKey: KeyObject
}

/** An entry of a log as Rekor answers it. */
export interface FakeLogEntry {
  readonly body: string
  readonly integratedTime: number
  readonly logID: string
  readonly logIndex: number
  readonly promise: string
  readonly proof: {
    readonly logIndex: number
    readonly treeSize: number
    readonly rootHash: string
    readonly checkpoint: string
  }
}

/** A Sigstore of a test, all in memory: an authority for certificates, its log, a log of signatures, timestamps. */
export interface FakeSigstore {
  /** When its certificates are issued; they are valid for ten minutes. A whole second. */
  readonly issued: Date
  /** Its trusted root, as JSON. */
  readonly trustedRoot: FakeTrustedRoot
  readonly certify: (identity: FakeIdentity) => Promise<FakeCertificate>
  /** Enters what is to be logged. */
  readonly log: (entry: object) => Promise<FakeLogEntry>
  /** A timestamp over a signature, as DER (RFC 3161). */
  readonly timestamp: (signature: Buffer) => Promise<Buffer>
}

/** Sigstore's trusted root in its JSON form, as far as one is made here. */
export interface FakeTrustedRoot {
  mediaType: string
  tlogs: object[]
  certificateAuthorities: object[]
  ctlogs: object[]
  timestampAuthorities: object[]
}

export interface FakeSigstoreOptions {
  /** When it issues certificates, in whole seconds; in a minute if left open. */
  issued?: Date
  /** When its log and its authority for timestamps see signatures, in whole seconds; when it issues certificates if left open. */
  seen?: Date
  /** Whether it publishes its certificates in a log; true if left open. */
  ctlog?: boolean
}

const logUrl = 'https://rekor.sigstore.example'
const issuerExtension = '1.3.6.1.4.1.57264.1.8'
const sha256Algorithm = '2.16.840.1.101.3.4.2.1'
const timestampPolicy = '1.3.6.1.4.1.57264.2'

/** Makes a Sigstore of its own keys. */
export async function makeFakeSigstore(options: FakeSigstoreOptions = {}): Promise<FakeSigstore> {
  const { issued = soon(), seen = issued, ctlog: isPublic = true } = options
  // By file, since the index of the mock loads what replaces the HTTP client of the whole process.
  const { initializeCA } = await import('@sigstore/mock/dist/fulcio/index.js')
  const { initializeTLog } = await import('@sigstore/mock/dist/rekor/index.js')
  const { initializeTSA } = await import('@sigstore/mock/dist/timestamp/index.js')
  const logKeys = ecKeys()
  const ctlog = makeFakeCertificateLog(logKeys.publicKey, logKeys.privateKey)
  const ca = await initializeCA(ecKeys(), isPublic ? ctlog : undefined, issued)
  const tlog = await initializeTLog(logUrl, ecKeys(), seen)
  const tsa = await initializeTSA(ecKeys(), seen)
  return {
    issued,
    trustedRoot: {
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [trustedLog(logUrl, tlog.publicKey)],
      certificateAuthorities: [trustedAuthority([ca.rootCertificate])],
      ctlogs: isPublic ? [trustedLog('https://ctfe.sigstore.example', ctlog.publicKey)] : [],
      timestampAuthorities: [trustedAuthority([tsa.intCertificate, tsa.rootCertificate])],
    },
    certify: async ({ subject, issuer }) => {
      const { privateKey, publicKey } = ecKeys()
      const der = await ca.issueCertificate({
        publicKey: publicKey.export({ format: 'der', type: 'spki' }),
        subjectAltName: subject,
        extensions: issuer === undefined ? [] : [{ oid: issuerExtension, value: issuer }],
      })
      return { der, privateKey }
    },
    log: async (entry) => logEntry(Object.values(await tlog.log(entry))[0] as RekorEntry),
    timestamp: (signature) =>
      tsa.timestamp({
        artifactHash: createHash('sha256').update(signature).digest(),
        hashAlgorithmOID: sha256Algorithm,
        policyOID: timestampPolicy,
        nonce: 1,
      }),
  }
}

/** The certificates of the authorities are valid from when they are made, which has to be before others are issued. */
function soon(): Date {
  return new Date(Math.ceil(Date.now() / 1000) * 1000 + 60_000)
}

interface RekorEntry {
  body: string
  integratedTime: number
  logID: string
  logIndex: number
  verification: { signedEntryTimestamp: string; inclusionProof: FakeLogEntry['proof'] }
}

function logEntry({ verification, ...entry }: RekorEntry): FakeLogEntry {
  return { ...entry, promise: verification.signedEntryTimestamp, proof: verification.inclusionProof }
}

function ecKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

/** From when the keys of a fake are valid: long enough ago for every test. */
const validFor = { start: '2020-01-01T00:00:00.000Z' }

function trustedLog(baseUrl: string, publicKey: Buffer): object {
  return {
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: publicKey.toString('base64'),
      keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      validFor,
    },
    logId: { keyId: createHash('sha256').update(publicKey).digest('base64') },
  }
}

function trustedAuthority(chain: readonly Buffer[]): object {
  return {
    subject: { organization: 'sigstore.mock', commonName: 'sigstore' },
    uri: 'https://fulcio.sigstore.example',
    certChain: { certificates: chain.map((der) => ({ rawBytes: der.toString('base64') })) },
    validFor,
  }
}
