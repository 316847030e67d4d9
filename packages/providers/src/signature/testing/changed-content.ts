import type { Content } from './signing-lab.ts'

/** A signature with another certificate. */
export function withCertificate(content: Content, der: Buffer): Content {
  if ('annotations' in content) {
    const pem = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`
    return {
      ...content,
      annotations: { ...content.annotations, 'dev.sigstore.cosign/certificate': pem },
    }
  }
  const certificate = { rawBytes: der.toString('base64') }
  return { ...content, verificationMaterial: { ...content.verificationMaterial, certificate } }
}

/** The log entry of a signature, as bundles have it. */
export function entryOf(content: Content): Record<string, unknown> {
  if (!('annotations' in content)) return content.verificationMaterial.tlogEntries[0]!
  const { SignedEntryTimestamp, Payload } = JSON.parse(
    content.annotations['dev.sigstore.cosign/bundle']!,
  ) as {
    SignedEntryTimestamp: string
    Payload: { body: string; integratedTime: number; logIndex: number; logID: string }
  }
  return {
    inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
    canonicalizedBody: Payload.body,
    integratedTime: String(Payload.integratedTime),
    logIndex: String(Payload.logIndex),
    logId: { keyId: Buffer.from(Payload.logID, 'hex').toString('base64') },
  }
}

/** A signature with another log entry, which is given as bundles have it. */
export function withEntry(content: Content, entry: Record<string, unknown>): Content {
  if (!('annotations' in content)) {
    return { ...content, verificationMaterial: { ...content.verificationMaterial, tlogEntries: [entry] } }
  }
  const { keyId } = entry['logId'] as { keyId: string }
  const bundle = {
    SignedEntryTimestamp: (entry['inclusionPromise'] as { signedEntryTimestamp: string })
      .signedEntryTimestamp,
    Payload: {
      body: entry['canonicalizedBody'],
      integratedTime: Number(entry['integratedTime']),
      logIndex: Number(entry['logIndex']),
      logID: Buffer.from(keyId, 'base64').toString('hex'),
    },
  }
  return {
    ...content,
    annotations: { ...content.annotations, 'dev.sigstore.cosign/bundle': JSON.stringify(bundle) },
  }
}
