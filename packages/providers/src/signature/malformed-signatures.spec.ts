import { buildArtifact, imageStatement, keyAnnotations, keyBundle, type ArtifactLayer } from '@ingot/testkit'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  bundleType,
  cosignType,
  simpleType,
  indexBytes,
  index,
  amd64,
  other,
  release,
  made,
  simple,
  bundle,
  found,
} from './testing/key-signed.ts'
import { MemorySource } from './testing/memory-source.ts'

let source: MemorySource

beforeEach(() => {
  source = new MemorySource()
  source.put(indexBytes)
})

describe('what is malformed is invalid, with a sentence', () => {
  const layer = simple(index)
  const { annotations = {} } = layer
  const whole = keyBundle({ statement: imageStatement(index) }, release)
  const signature = annotations['dev.cosignproject.cosign/signature']!

  it.each<[string, ArtifactLayer, string]>([
    [
      'no signature',
      { ...layer, annotations: {} },
      'It has no signature in base64 in the annotation "dev.cosignproject.cosign/signature"',
    ],
    [
      'a signature that is no base64',
      { ...layer, annotations: { 'dev.cosignproject.cosign/signature': 'MEU=CI' } },
      'It has no signature in base64 in the annotation "dev.cosignproject.cosign/signature"',
    ],
    [
      'a signature without end',
      { ...layer, annotations: { 'dev.cosignproject.cosign/signature': 'A'.repeat(131_076) } },
      'Its annotation "dev.cosignproject.cosign/signature" has more than 131072 characters',
    ],
    [
      'a certificate that is none',
      { ...layer, annotations: { ...annotations, 'dev.sigstore.cosign/certificate': 'PEM' } },
      'The certificate in its annotation "dev.sigstore.cosign/certificate" cannot be read',
    ],
    [
      'a payload that is no JSON',
      { ...layer, content: 'payload', annotations: keyAnnotations('payload', release) },
      `${made}, but it signs a payload that names no image in "critical.image.docker-manifest-digest"`,
    ],
    [
      'a payload of another type',
      simple(index, release, 'atomic container signature'),
      `${made}, but it signs a payload of the type "atomic container signature"; expected "cosign container image signature"`,
    ],
    ['an empty bundle', { mediaType: bundleType, content: '' }, 'It is no JSON; expected a Sigstore bundle'],
    [
      'a bundle that is another JSON',
      { mediaType: bundleType, content: '[]' },
      'It is no Sigstore bundle: "invalid bundle (mediaType, content, verificationMaterial)"',
    ],
    [
      'a bundle without a signature',
      bundle({ ...whole, dsseEnvelope: { ...whole.dsseEnvelope!, signatures: [] } }),
      'It is no Sigstore bundle: "invalid bundle (content.dsseEnvelope.signatures)"',
    ],
    [
      'an envelope of another payload',
      bundle(keyBundle({ statement: imageStatement(index), payloadType: 'text/plain' }, release)),
      `${made}, but it signs a payload of the type "text/plain"; expected "application/vnd.in-toto+json"`,
    ],
    [
      'a statement of another type',
      bundle(keyBundle({ statement: { _type: 'x' } }, release)),
      `${made}, but it signs a statement of the type "x"; expected one of in-toto`,
    ],
    [
      'a statement without a subject',
      bundle(keyBundle({ statement: { ...imageStatement(index), subject: {} } }, release)),
      `${made}, but it signs a statement that names no SHA-256 digest as its subject`,
    ],
  ])('%s', async (_, spoilt, message) => {
    source.attach(index, spoilt.mediaType === simpleType ? cosignType : bundleType, [spoilt])

    expect(await found(source)).toMatchObject([{ subject: index, verdict: 'invalid', message }])
  })

  it('a signature whose bytes are changed', async () => {
    const changed = `${signature.slice(0, 40)}${signature[40] === 'A' ? 'B' : 'A'}${signature.slice(41)}`
    source.putAtTag(index, [{ ...layer, annotations: { 'dev.cosignproject.cosign/signature': changed } }])

    // With a key alone nobody can tell a changed signature from one of somebody else.
    expect(await found(source)).toMatchObject([{ verdict: 'untrusted' }])
  })

  it.each([
    [
      'that is not there',
      (bytes: Uint8Array) => (bytes.length === 0 ? bytes : undefined),
      'Its payload is not there',
    ],
    [
      'that is changed',
      (bytes: Uint8Array) => bytes.with(0, 0),
      'Its payload is not what its digest and its size say',
    ],
    [
      'that is longer',
      (bytes: Uint8Array) => Buffer.concat([bytes, bytes]),
      'Its payload is not what its digest and its size say',
    ],
  ])('a payload %s', async (_, change, message) => {
    source.putAtTag(index, [layer])
    for (const [digest, bytes] of source.blobs) {
      const changed = change(bytes)
      if (changed === undefined) source.blobs.delete(digest)
      else source.blobs.set(digest, changed)
    }

    expect(await found(source)).toMatchObject([{ verdict: 'invalid', message }])
  })

  it('a payload that is too large, and it is not asked for', async () => {
    const artifact = JSON.parse(String(buildArtifact({ layers: [layer] }).bytes)) as {
      layers: { size: number }[]
    }
    artifact.layers[0]!.size = 2 ** 20 + 1
    source.put(Buffer.from(JSON.stringify(artifact)), `${index.replace(':', '-')}.sig`)

    const message = 'Its payload is said to have 1048577 bytes; expected at most 1048576'
    expect(await found(source)).toMatchObject([{ verdict: 'invalid', message }])
    expect(source.asked.filter((what) => what.startsWith('blob'))).toEqual([])
  })

  it.each([
    ['no JSON', 'Expected a manifest as JSON in UTF-8, got something else'],
    ['[]', 'Expected a manifest as a JSON object, got a list'],
    ['{"schemaVersion": 2, "layers": 1}', 'Expected the configuration as an object'],
    ['{"schemaVersion": 2, "manifests": []}', 'expected a manifest, got an index'],
  ])('a manifest such as %s', async (text, message) => {
    source.put(Buffer.from(text), `${index.replace(':', '-')}.sig`)

    expect(await found(source)).toMatchObject([
      {
        format: 'simple-signing',
        verdict: 'invalid',
        message: expect.stringContaining(`Its manifest cannot be read: ${message}`),
      },
    ])
  })

  it('a manifest without a layer that is a signature', async () => {
    source.putAtTag(index, [{ mediaType: 'text/plain', content: 'notes' }])

    expect(await found(source)).toMatchObject([
      { verdict: 'invalid', message: 'Its manifest has no layer that is a signature' },
    ])
  })

  it('an index of what refers to the image that is none', async () => {
    source.put(Buffer.from('{"schemaVersion": 2}'), index.replace(':', '-'))

    expect(await found(source)).toMatchObject([
      { verdict: 'invalid', message: expect.stringContaining('What refers to it cannot be read: ') },
    ])
  })

  it('what the source itself finds malformed', async () => {
    source.referrers = async () => ({ fault: 'The list is no JSON' })
    source.putAtTag(index, [layer])
    source.blob = async () => ({ fault: 'The blob is another' })

    expect((await found(source)).filter(({ subject }) => subject === index)).toMatchObject([
      { format: 'simple-signing', verdict: 'invalid', message: 'The blob is another' },
      { format: 'sigstore-bundle', manifest: index, verdict: 'invalid', message: 'The list is no JSON' },
    ])
  })

  it('a manifest that is listed and not there, or not what its digest says', async () => {
    const descriptor = { mediaType: '', size: 1, artifactType: bundleType, annotations: {} }
    source.refer(index, { ...descriptor, digest: other })
    source.refer(index, { ...descriptor, digest: amd64 })
    source.manifests.set(amd64, { digest: amd64, mediaType: '', bytes: Buffer.from('{}') })

    expect((await found(source)).map(({ message }) => message)).toEqual([
      'It is listed as a signature, but its manifest is not there',
      'Its manifest is not what its digest says',
    ])
  })

  it('a bundle over the manifest where the manifest is not there', async () => {
    source.manifests.delete(index)
    source.attach(index, bundleType, [bundle(keyBundle({ bytes: indexBytes }, release))])

    expect(await found(source)).toMatchObject([
      { verdict: 'invalid', message: 'It signs the manifest itself, which the registry does not have' },
    ])
  })

  it('whatever JSON comes as a manifest, a payload or a bundle', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (manifest, payload) => {
        source = new MemorySource()
        const content = JSON.stringify(payload)
        source.put(Buffer.from(JSON.stringify(manifest)), `${index.replace(':', '-')}.sig`)
        source.attach(index, bundleType, [{ mediaType: bundleType, content }])
        source.attach(index, cosignType, [
          { mediaType: simpleType, content, annotations: keyAnnotations(content, release) },
        ])

        const verdicts = (await found(source)).map(({ verdict }) => verdict)
        expect(verdicts).toEqual(['invalid', 'invalid', 'invalid'])
      }),
      { numRuns: 200 },
    )
  })
})
