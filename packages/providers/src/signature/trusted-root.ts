import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto'
import type { toTrustMaterial } from '@sigstore/verify'
import { base64Of, isRecord, listOf, parseJson, recordOf, textOf } from './json.ts'
import { weaknessOf } from './public-key.ts'

/** The trusted root as the verifier takes it. */
export type TrustedRoot = Parameters<typeof toTrustMaterial>[0]
type Log = TrustedRoot['tlogs'][number]
type Authority = TrustedRoot['certificateAuthorities'][number]
type PublicKey = NonNullable<Log['publicKey']>

/** A fault of a trusted root; `path` is a JSON pointer into it. */
export interface RootFault {
  readonly path: string
  readonly message: string
}

/** The most logs or authorities of one kind; public ones have a handful. */
const countLimit = 64
const chainLimit = 8

/**
 * Reads Sigstore's trusted root (sigstore/protobuf-specs, sigstore_trustroot.proto): who may issue certificates, and
 * which logs and authorities prove the time of a signature. Answers all faults at once.
 */
export function readTrustedRoot(
  text: string,
): { readonly root: TrustedRoot } | { readonly faults: readonly RootFault[] } {
  const json = parseJson(text)
  if (!isRecord(json)) {
    return { faults: [{ path: '', message: "Expected Sigstore's trusted root as a JSON object" }] }
  }
  const reader = new RootReader()
  const root: TrustedRoot = {
    mediaType: textOf(json['mediaType']) ?? '',
    certificateAuthorities: reader.all(json, 'certificateAuthorities', authorityOf),
    tlogs: reader.all(json, 'tlogs', logOf),
    ctlogs: reader.all(json, 'ctlogs', logOf),
    timestampAuthorities: reader.all(json, 'timestampAuthorities', authorityOf),
  }
  if (!root.mediaType.startsWith('application/vnd.dev.sigstore.trustedroot')) {
    reader.fault('/mediaType', 'Expected "application/vnd.dev.sigstore.trustedroot+json;version=0.1"')
  }
  if (listOf(json['certificateAuthorities']).length === 0) {
    reader.fault('/certificateAuthorities', 'Expected at least one authority that issues certificates')
  }
  return reader.faults.length === 0 ? { root } : { faults: reader.faults }
}

class RootReader {
  readonly faults: RootFault[] = []

  fault(path: string, message: string): undefined {
    this.faults.push({ path, message })
    return undefined
  }

  all<T>(
    json: Readonly<Record<string, unknown>>,
    name: string,
    read: (value: unknown, path: string, reader: RootReader) => T | undefined,
  ): T[] {
    const value = json[name]
    if (!isAbsent(value) && !Array.isArray(value)) this.fault(`/${name}`, 'Expected an array')
    const values = listOf(value)
    if (values.length > countLimit) {
      this.fault(`/${name}`, `There are ${values.length}; expected at most ${countLimit}`)
      return []
    }
    return values.flatMap((one, at) => read(one, `/${name}/${at}`, this) ?? [])
  }
}

function logOf(value: unknown, path: string, reader: RootReader): Log | undefined {
  const { baseUrl, publicKey, logId, checkpointKeyId } = recordOf(value)
  const key = keyOf(publicKey, `${path}/publicKey`, reader)
  const keyId = base64Of(recordOf(logId)['keyId'])
  const checkpointId = base64Of(recordOf(checkpointKeyId)['keyId'])
  if (keyId === undefined && checkpointId === undefined) {
    reader.fault(`${path}/logId/keyId`, 'Expected the id of the log in base64')
  }
  if (key === undefined) return undefined
  return {
    baseUrl: textOf(baseUrl) ?? '',
    hashAlgorithm: 1,
    publicKey: key,
    logId: keyId && { keyId },
    checkpointKeyId: checkpointId && { keyId: checkpointId },
    operator: '',
  }
}

/** The verifier takes some RSA keys for PKCS #1 that are SPKI by their name, so all are handed to it as SPKI. */
function keyOf(value: unknown, path: string, reader: RootReader): PublicKey | undefined {
  const { rawBytes, validFor } = recordOf(value)
  const bytes = base64Of(rawBytes)
  const key = bytes && (derKey(bytes, 'spki') ?? derKey(bytes, 'pkcs1'))
  if (key === undefined) return reader.fault(`${path}/rawBytes`, 'Expected a public key as base64 of its DER')
  const weakness = weaknessOf(key)
  if (weakness !== undefined) return reader.fault(`${path}/rawBytes`, weakness)
  return {
    rawBytes: key.export({ format: 'der', type: 'spki' }),
    keyDetails: 0,
    validFor: periodOf(validFor, `${path}/validFor`, reader),
  }
}

function derKey(key: Buffer, type: 'spki' | 'pkcs1'): KeyObject | undefined {
  try {
    return createPublicKey({ key, format: 'der', type })
  } catch {
    return undefined
  }
}

function authorityOf(value: unknown, path: string, reader: RootReader): Authority | undefined {
  const { certChain, validFor } = recordOf(value)
  const period = periodOf(validFor, `${path}/validFor`, reader)
  const chain = listOf(recordOf(certChain)['certificates'])
  const place = `${path}/certChain/certificates`
  if (chain.length === 0 || chain.length > chainLimit) {
    return reader.fault(place, `Expected 1 to ${chainLimit} certificates, the root last`)
  }
  const certificates = chain.flatMap((one, at) => {
    const certificate = certificateOf(recordOf(one)['rawBytes'])
    if (certificate !== undefined) return certificate
    return reader.fault(`${place}/${at}/rawBytes`, 'Expected a certificate as base64 of its DER') ?? []
  })
  if (certificates.length < chain.length) return undefined
  const root = certificates.at(-1)
  if (root === undefined || !isSelfSigned(root)) {
    return reader.fault(
      place,
      'The last certificate has not signed itself; expected the chain up to its root',
    )
  }
  return {
    subject: undefined,
    uri: '',
    certChain: { certificates: certificates.map(({ raw }) => ({ rawBytes: raw })) },
    validFor: period,
    operator: '',
  }
}

function certificateOf(value: unknown): X509Certificate | undefined {
  const bytes = base64Of(value)
  try {
    return bytes && new X509Certificate(bytes)
  } catch {
    return undefined
  }
}

function isSelfSigned(certificate: X509Certificate): boolean {
  try {
    return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey)
  } catch {
    return false
  }
}

/** The start may not be left open: a key that was always valid is more than anybody says of one. */
function periodOf(value: unknown, path: string, reader: RootReader): Authority['validFor'] {
  const { start, end } = recordOf(value)
  if (isAbsent(start)) return reader.fault(`${path}/start`, 'Expected the moment from when on it is valid')
  return { start: momentOf(start, `${path}/start`, reader), end: momentOf(end, `${path}/end`, reader) }
}

function momentOf(value: unknown, path: string, reader: RootReader): Date | undefined {
  if (isAbsent(value)) return undefined
  const moment = new Date(typeof value === 'string' ? value : Number.NaN)
  if (!Number.isNaN(moment.getTime())) return moment
  return reader.fault(path, 'Expected a moment such as 2026-01-31T12:00:00Z')
}

/** In the JSON of protocol buffers null is as good as nothing. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}
