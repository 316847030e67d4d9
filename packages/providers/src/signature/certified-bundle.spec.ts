import {
  certifiedBundle,
  imageStatement,
  keyAnnotations,
  simplePayload,
  type BundleJson,
} from '@ingot/testkit'
import fc from 'fast-check'
import { createPublicKey } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { findSignatures } from './find-signatures.ts'
import { MemorySource } from './testing/memory-source.ts'
import {
  bundleType,
  digest,
  manifestBytes,
  subject,
  signingLab,
  type SigningLab,
} from './testing/signing-lab.ts'
import { trustedKey } from './testing/trusted.ts'

let lab: SigningLab

beforeAll(async () => {
  lab = await signingLab()
})

describe('a bundle with a certificate', () => {
  it('may be over the manifest itself', async () => {
    expect(
      await lab.judged(await certifiedBundle({ bytes: manifestBytes }, lab.certificate, lab.sigstore)),
    ).toMatchObject({
      verdict: 'verified',
      identity: subject,
    })
  })

  it('may be of an older version, with a chain', async () => {
    const bundle = (await lab.signed('sigstore-bundle')) as BundleJson
    const { certificate: leaf, ...material } = bundle.verificationMaterial
    const chain = { certificates: [leaf!] }
    for (const version of ['0.1', '0.2']) {
      const mediaType = `application/vnd.dev.sigstore.bundle+json;version=${version}`
      expect(
        await lab.judged({
          ...bundle,
          mediaType,
          verificationMaterial: { ...material, x509CertificateChain: chain },
        }),
      ).toMatchObject({ verdict: 'verified' })
    }
  })

  it.each([
    [
      'a payload that is changed',
      (bundle: BundleJson) => {
        const payload = Buffer.from(JSON.stringify({ ...imageStatement(digest), predicate: 1 })).toString(
          'base64',
        )
        bundle.dsseEnvelope!.payload = payload
      },
      'The certificate that came with it is not of the key that made it',
    ],
    [
      'a proof that is changed',
      (bundle: BundleJson) => {
        proofOf(bundle)['hashes'] = [Buffer.alloc(32).toString('base64')]
      },
      'The log does not confirm its log entry',
    ],
    [
      'a checkpoint that is changed',
      (bundle: BundleJson) => {
        const { envelope } = proofOf(bundle)['checkpoint'] as { envelope: string }
        proofOf(bundle)['checkpoint'] = { envelope: envelope.replace('\n1\n', '\n2\n') }
      },
      'The log does not confirm its log entry',
    ],
    [
      'neither a proof nor a promise',
      (bundle: BundleJson) => {
        const [entry] = bundle.verificationMaterial.tlogEntries
        delete entry!['inclusionProof']
        delete entry!['inclusionPromise']
      },
      'It is no Sigstore bundle: "invalid bundle (verificationMaterial.tlogEntries[0].inclusionProof)"',
    ],
    [
      'a body that is no JSON',
      (bundle: BundleJson) => {
        bundle.verificationMaterial.tlogEntries[0]!['canonicalizedBody'] = 'AAAA'
      },
      'The log did not sign its log entry',
    ],
    [
      'a certificate that is none',
      (bundle: BundleJson) => {
        bundle.verificationMaterial.certificate = { rawBytes: 'AAAA' }
      },
      'The certificate that came with it cannot be read',
    ],
    [
      'a timestamp that is none',
      (bundle: BundleJson) => {
        bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps = [
          { signedTimestamp: 'AAAA' },
        ]
      },
      /^What proves it is malformed: /,
    ],
  ])('is invalid with %s', async (_, spoil, message) => {
    const bundle = (await lab.signed('sigstore-bundle')) as BundleJson
    spoil(bundle)

    expect(await lab.judged(bundle)).toMatchObject({
      verdict: 'invalid',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    })
  })
})

describe('hostile bundles', () => {
  it.each([
    ['sequences', 0x30],
    ['octet strings', 0x04],
    ['elements of their own', 0xa0],
  ])('take little time with a timestamp of nested %s', async (_, tag) => {
    // Each element has four bytes of tag and length, and the next one within.
    const nested = Buffer.alloc(16_384, tag)
    for (let at = 0; at < nested.length; at += 4) {
      nested[at + 1] = 0x82
      nested.writeUInt16BE(nested.length - at - 4, at + 2)
    }
    const bundle = (await lab.signed('sigstore-bundle')) as BundleJson
    bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps = Array.from(
      { length: 8 },
      () => ({
        signedTimestamp: nested.toString('base64'),
      }),
    )

    const start = performance.now()
    expect(await lab.judged(bundle)).toMatchObject({ verdict: 'invalid' })
    expect(performance.now() - start).toBeLessThan(2000)
  })

  it('are judged however they are damaged, and never thrown', async () => {
    const text = JSON.stringify(await lab.signed('sigstore-bundle', { timestamped: true }))
    const damage = fc.tuple(
      fc.nat({ max: text.length - 1 }),
      fc.constantFrom('A', 'z', '0', '"', '}', '\\', '='),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        let damaged = text
        for (const [at, letter] of damages)
          damaged = `${damaged.slice(0, at)}${letter}${damaged.slice(at + 1)}`
        const source = new MemorySource()
        source.attach(digest, bundleType, [{ mediaType: bundleType, content: damaged }])

        const [signature] = await findSignatures(
          source,
          { digest, platforms: [] },
          [lab.trusting()],
          lab.sigstore.issued,
        )
        expect(signature).toBeDefined()
        if (signature?.verdict === 'verified') expect(evidenceOf(damaged)).toEqual(evidenceOf(text))
      }),
      { numRuns: 60 },
    )
  })
})

/** What is signed in a bundle, by whom, and the signature. */
function evidenceOf(text: string): unknown {
  const { dsseEnvelope, verificationMaterial } = JSON.parse(text) as BundleJson
  const bytes = (base64: string | undefined = '') => Buffer.from(base64, 'base64').toString('hex')
  const { payload, payloadType, signatures = [] } = dsseEnvelope ?? {}
  const { certificate } = verificationMaterial
  return [payloadType, ...[payload, signatures[0]?.sig, certificate?.rawBytes].map(bytes)]
}

describe('the annotations of cosign', () => {
  it.each([
    ['bundle', 'no JSON', 'The log entry in its annotation "dev.sigstore.cosign/bundle" is malformed'],
    ['bundle', '{}', 'The log entry in its annotation "dev.sigstore.cosign/bundle" is malformed'],
    [
      'rfc3161timestamp',
      '{}',
      'The timestamp in its annotation "dev.sigstore.cosign/rfc3161timestamp" is malformed',
    ],
    ['rfc3161timestamp', '{"SignedRFC3161Timestamp": "AAAA"}', /^What proves it is malformed: /],
  ])('are invalid with the %s %s', async (name, value, message) => {
    const content = await lab.signed('simple-signing')
    if (!('annotations' in content)) throw new Error('expected annotations')
    content.annotations[`dev.sigstore.cosign/${name}`] = value

    expect(await lab.judged(content)).toMatchObject({
      verdict: 'invalid',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    })
  })

  it('verify a certificate that a key has beside its trust', async () => {
    const payload = simplePayload(digest)
    const annotations = keyAnnotations(payload, lab.certificate.privateKey)
    const trust = [trustedKey('release', createPublicKey(lab.certificate.privateKey))]
    expect(await lab.judged({ payload, annotations }, trust)).toMatchObject({ trust: 'release' })
  })
})

function proofOf(bundle: BundleJson): Record<string, unknown> {
  return bundle.verificationMaterial.tlogEntries[0]!['inclusionProof'] as Record<string, unknown>
}
