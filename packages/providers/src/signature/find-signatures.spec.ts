import { digestOf, imageStatement, keyBundle, simplePayload } from '@ingot/testkit'
import { generateKeyPairSync } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { findSignatures } from './find-signatures.ts'
import {
  bundleType,
  cosignType,
  simpleType,
  indexBytes,
  index,
  amd64,
  arm64,
  other,
  release,
  stranger,
  trust,
  made,
  now,
  ecKey,
  simple,
  bundle,
  stated,
  found,
} from './testing/key-signed.ts'
import { MemorySource } from './testing/memory-source.ts'
import { trustedKey } from './testing/trusted.ts'

let source: MemorySource

beforeEach(() => {
  source = new MemorySource()
  source.put(indexBytes)
})

describe('where signatures are found', () => {
  it('asks for the index and each platform in all ways, and answers nothing where there is nothing', async () => {
    expect(await found(source)).toEqual([])
    expect(source.asked).toEqual(
      [index, amd64, arm64].flatMap((digest) => [
        `manifest ${digest.replace(':', '-')}.sig`,
        `referrers ${digest}`,
        `manifest ${digest.replace(':', '-')}`,
      ]),
    )
  })

  it('asks once for an image without an index', async () => {
    await findSignatures(source, { digest: amd64, platforms: [{ manifest: amd64 }] }, trust, now)

    expect(source.asked).toHaveLength(3)
  })

  it.each([index, amd64, arm64])('at the tag of cosign, of %s', async (subject) => {
    const manifest = source.putAtTag(subject, [simple(subject)])

    expect(await found(source)).toEqual([
      { format: 'simple-signing', subject, manifest, verdict: 'verified', trust: 'release', message: made },
    ])
  })

  it.each([
    ['sigstore-bundle', bundleType, stated(index)],
    [
      'sigstore-bundle',
      'application/vnd.dev.sigstore.bundle+json;version=0.1',
      { ...stated(index), mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1' },
    ],
    ['sigstore-bundle', 'application/vnd.dev.sigstore.bundle.v0.2+json', stated(index)],
    ['simple-signing', cosignType, simple(index)],
  ])('among the referrers, as %s of the type %s', async (format, type, layer) => {
    const manifest = source.attach(index, type, [layer])

    expect(await found(source)).toEqual([
      { format, subject: index, manifest, verdict: 'verified', trust: 'release', message: made },
    ])
  })

  it('in the index at the tag that stands in for referrers', async () => {
    const manifest = source.attach(arm64, bundleType, [stated(arm64)])
    source.moveToIndex(arm64)

    expect(await found(source)).toMatchObject([{ subject: arm64, manifest, verdict: 'verified' }])
  })

  it('in what says nothing of itself, by looking into it', async () => {
    const manifest = source.attach(index, 'application/vnd.oci.empty.v1+json', [stated(index)])
    source.attach(index, 'application/vnd.oci.empty.v1+json', [{ mediaType: 'text/plain', content: 'notes' }])

    expect(await found(source)).toMatchObject([{ manifest, verdict: 'verified' }])
  })

  it('but not in what is something else', async () => {
    source.attach(index, 'application/vnd.cyclonedx+json', [{ mediaType: 'application/json', content: '{}' }])

    expect(await found(source)).toEqual([])
    expect(source.asked).toHaveLength(9)
  })

  it('several in one manifest, each by itself', async () => {
    source.putAtTag(index, [simple(index, stranger), simple(index)])

    expect((await found(source)).map(({ verdict }) => verdict)).toEqual(['untrusted', 'verified'])
  })

  it('once, however many ways lead to it', async () => {
    source.attach(index, bundleType, [stated(index)])
    const [descriptor] = source.listed.get(index) ?? []
    source.moveToIndex(index)
    source.refer(index, descriptor!)
    const layer = simple(index)
    source.putAtTag(index, [layer])
    source.attach(index, cosignType, [layer])

    expect((await found(source)).map(({ format }) => format)).toEqual(['simple-signing', 'sigstore-bundle'])
  })
})

describe('what a signature with a key is worth', () => {
  it.each([
    ['ECDSA P-256', ecKey()],
    ['ECDSA P-384', generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey],
    ['ECDSA P-521', generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey],
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey],
    ['RSA-PSS', generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey],
    ['Ed25519', generateKeyPairSync('ed25519').privateKey],
  ])('%s verifies in both formats', async (_, key) => {
    source.putAtTag(index, [simple(index, key)])
    source.attach(index, bundleType, [stated(index, key)])

    expect(await found(source, [trustedKey('new', key)])).toMatchObject([
      { format: 'simple-signing', verdict: 'verified', trust: 'new' },
      { format: 'sigstore-bundle', verdict: 'verified', trust: 'new' },
    ])
  })

  it.each([
    [[], 'It was made with a key, and no key is trusted'],
    [['release'], 'The trusted key "release" did not make it'],
    [['a', 'b'], 'None of the trusted keys "a" and "b" made it'],
    [['a', 'b', 'c', 'd', 'e'], 'None of the trusted keys "a", "b", "c" and 2 others made it'],
  ])('of somebody else it is untrusted: %j', async (names, message) => {
    source.putAtTag(index, [simple(index, stranger)])
    source.attach(index, bundleType, [stated(index, stranger)])

    const untrusted = { verdict: 'untrusted', message }
    expect(
      await found(
        source,
        names.map((name) => trustedKey(name, release)),
      ),
    ).toMatchObject([untrusted, untrusted])
  })

  it('may be over the manifest itself', async () => {
    source.attach(index, bundleType, [bundle(keyBundle({ bytes: indexBytes }, release))])

    expect(await found(source)).toMatchObject([{ verdict: 'verified', trust: 'release' }])
  })

  it('also counts where it is provenance, but not where it is another attestation', async () => {
    const attest = (type: string) => bundle(keyBundle({ statement: imageStatement(index, type) }, release))
    source.attach(index, bundleType, [attest('https://slsa.dev/provenance/v1')])
    source.attach(index, bundleType, [attest('https://cosign.sigstore.dev/attestation/vuln/v1')])

    expect(await found(source)).toMatchObject([
      { verdict: 'verified', message: made },
      {
        verdict: 'untrusted',
        message: `${made}, but it only attests something about the image ("https://cosign.sigstore.dev/attestation/vuln/v1") and does not sign it`,
      },
    ])
  })

  it('is nothing where what is trusted cannot be read', async () => {
    source.putAtTag(index, [simple(index)])

    expect(
      await found(source, [{ name: 'broken', key: 'no key', created: now.toISOString() }]),
    ).toMatchObject([{ verdict: 'untrusted', message: 'It was made with a key, and no key is trusted' }])
  })
})

describe('a signature that was made for another image', () => {
  const copied = `signs "${other}", which is another image than the one that it is attached to`

  it.each([
    ['simple-signing', simple(other), simple(other, stranger)],
    ['sigstore-bundle', stated(other), stated(other, stranger)],
  ])('is invalid, and says who made it: %s', async (_, trusted, strange) => {
    const type = trusted.mediaType === simpleType ? cosignType : bundleType
    source.attach(index, type, [trusted])
    source.attach(index, type, [strange])

    const entries = await found(source)
    expect(entries).toMatchObject([
      { verdict: 'invalid', message: `${made}, but it ${copied}` },
      { verdict: 'invalid', message: `It ${copied}` },
    ])
    expect(entries.map(({ trust }) => trust)).toEqual([undefined, undefined])
  })

  it('is invalid where it is for the index and attached to a platform, and the other way round', async () => {
    source.putAtTag(amd64, [simple(index)])
    source.attach(index, bundleType, [stated(amd64)])

    expect(await found(source)).toMatchObject([
      { subject: index, verdict: 'invalid' },
      { subject: amd64, verdict: 'invalid' },
    ])
  })

  it('is invalid where it is over another manifest', async () => {
    source.attach(index, bundleType, [bundle(keyBundle({ bytes: Buffer.from('another image') }, release))])

    expect(await found(source)).toMatchObject([{ verdict: 'invalid', message: `It ${copied}` }])
  })
})

describe('limits', () => {
  const beyond = 'There is more to look at than 64 manifests and signatures: from here on nothing was'

  it('looks at 64 manifests and says that there are more', async () => {
    for (let count = 0; count < 100; count += 1) {
      source.attach(index, bundleType, [{ mediaType: bundleType, content: String(count) }])
    }

    const entries = await found(source)
    expect(entries).toHaveLength(65)
    expect(entries.at(-1)).toMatchObject({ verdict: 'untrusted', message: beyond })
    expect(source.asked.filter((what) => what.startsWith('blob'))).toHaveLength(64)
  })

  it('judges 64 signatures of one manifest', async () => {
    const content = simplePayload(index)
    source.putAtTag(
      index,
      Array.from({ length: 1000 }, (_, at) => ({
        mediaType: simpleType,
        content,
        annotations: { 'dev.cosignproject.cosign/signature': Buffer.from(String(at)).toString('base64') },
      })),
    )

    const entries = await found(source)
    expect(entries).toHaveLength(65)
    expect(entries.at(-1)).toMatchObject({ verdict: 'untrusted', message: beyond })
  })

  it('asks for the signatures of 64 digests', async () => {
    const platforms = Array.from({ length: 100 }, (_, at) => ({
      manifest: digestOf(Buffer.from(String(at))),
    }))

    expect(await findSignatures(source, { digest: index, platforms }, trust, now)).toMatchObject([
      { subject: platforms[63]?.manifest, message: beyond },
    ])
    expect(source.asked).toHaveLength(64 * 3)
  })

  it('hands on what the registry does', async () => {
    const failure = new Error('the registry hung up')
    source.blob = () => Promise.reject(failure)
    source.putAtTag(index, [simple(index)])

    await expect(found(source)).rejects.toBe(failure)
  })
})
