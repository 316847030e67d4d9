import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseManifest } from './parse-manifest.ts'

const digest = `sha256:${'a'.repeat(64)}`
const ociManifest = 'application/vnd.oci.image.manifest.v1+json'
const ociIndex = 'application/vnd.oci.image.index.v1+json'
const dockerList = 'application/vnd.docker.distribution.manifest.list.v2+json'
const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json'
const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size: 7 }
const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: 2 }
const image = { schemaVersion: 2, mediaType: ociManifest, config, layers: [layer] }
const index = { schemaVersion: 2, mediaType: ociIndex, manifests: [{ ...layer, mediaType: ociManifest }] }

function parse(value: unknown, contentType?: string) {
  return parseManifest(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), contentType)
}

function faultsOf(value: unknown, contentType?: string): string {
  return (parse(value, contentType).faults ?? []).join('\n')
}

describe('parseManifest()', () => {
  it('reads the manifest of an image', () => {
    const subject = { ...layer, mediaType: ociManifest }
    const annotations = { a: 'b' }

    expect(parse({ ...image, subject, annotations, artifactType: 'x/y' }).manifest).toEqual({
      kind: 'image',
      mediaType: ociManifest,
      artifactType: 'x/y',
      annotations,
      subject: { ...subject, annotations: {} },
      config: { ...config, annotations: {} },
      layers: [{ ...layer, annotations: {} }],
    })
  })

  it('reads an index with the platforms of its entries, each in the one spelling', () => {
    const platforms = [
      { os: 'linux', architecture: 'arm64', variant: 'v8' },
      { os: 'unknown', architecture: 'unknown' },
      null,
      { os: '', architecture: '' },
    ]
    const manifests = platforms.map((platform) => ({ ...layer, mediaType: ociManifest, platform }))
    const { manifest } = parse({ ...index, manifests })

    expect(manifest?.kind === 'index' && manifest.manifests.map(({ platform }) => platform)).toEqual([
      { os: 'linux', architecture: 'arm64' },
      { os: 'unknown', architecture: 'unknown' },
      undefined,
      undefined,
    ])
  })

  it.each([
    ['the Content-Type', { ...image, mediaType: undefined }, ociManifest, 'image'],
    ['the Content-Type with a parameter', image, `${ociManifest}; charset=utf-8`, 'image'],
    [
      'the text where the Content-Type says nothing',
      { ...index, mediaType: dockerList },
      'application/json',
      'index',
    ],
    ['its members where neither does', { ...image, mediaType: undefined }, 'text/plain', 'image'],
    ['its members, of an index', { ...index, mediaType: undefined }, '', 'index'],
    ['the Content-Type of Docker', { ...image, mediaType: dockerManifest }, dockerManifest, 'image'],
    ['null for no layers', { ...image, layers: null }, ociManifest, 'image'],
  ])('finds out what it is by %s', (_, value, contentType, kind) => {
    expect(parse(value, contentType).manifest?.kind).toBe(kind)
  })

  it.each([
    ['no JSON', 'x', /Expected a manifest as JSON in UTF-8/],
    ['a list', [], /as a JSON object, got a list/],
    ['null', null, /as a JSON object, got null/],
    ['schema 1', { schemaVersion: 1 }, /schema 1, which Docker gave up in 2017/],
    ['no schema', {}, /schemaVersion 2, got nothing/],
    ['both kinds', { ...image, ...index }, /claims to be both/],
    ['both kinds, by its configuration', { ...index, config }, /claims to be both/],
    [
      'another type',
      { ...image, mediaType: 'application/x' },
      /Expected an image or an index, got "application\/x"/,
    ],
    ['no configuration', { ...image, config: undefined }, /Expected the configuration as an object/],
    ['no layers', { ...image, layers: undefined }, /Expected "layers" as a list, got nothing/],
    ['layers of another shape', { ...image, layers: {} }, /Expected "layers" as a list, got an object/],
    [
      'too many layers',
      { ...image, layers: Array.from({ length: 10_000 }, () => layer) },
      /at most 1000 layers, got 10000/,
    ],
    [
      'too many entries',
      { ...index, manifests: Array.from({ length: 1001 }, () => layer) },
      /at most 1000 manifests, got 1001/,
    ],
    [
      'a digest of another kind',
      { ...image, layers: [{ ...layer, digest: 'md5:1' }] },
      /got one of md5, as the digest of layer 1/,
    ],
    [
      'a digest that leaves its path',
      { ...image, config: { ...config, digest: '../x' } },
      /64 lower-case hexadecimal digits/,
    ],
    [
      'a negative size',
      { ...image, layers: [layer, { ...layer, size: -1 }] },
      /size of layer 2 from 0 to 1099511627776 bytes, got -1/,
    ],
    ['a fraction', { ...image, layers: [{ ...layer, size: 1.5 }] }, /got 1.5/],
    ['a size too large', { ...image, layers: [{ ...layer, size: 2 ** 41 }] }, /size of layer 1/],
    ['a size as text', { ...image, layers: [{ ...layer, size: '7' }] }, /got "7"/],
    ['no media type', { ...image, layers: [{ ...layer, mediaType: '' }] }, /media type of layer 1/],
    ['annotations of another shape', { ...image, annotations: [] }, /annotations as an object, got a list/],
    ['an annotation that is no text', { ...image, annotations: { a: 1 } }, /to hold texts, but "a" is 1/],
    [
      'too many annotations',
      { ...image, annotations: Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [n, ''])) },
      /at most 1000 members/,
    ],
    [
      'annotations too long',
      { ...image, annotations: { a: 'x'.repeat(1_000_001) } },
      /at most 1000000 characters/,
    ],
    [
      'a platform that is no object',
      { ...index, manifests: [{ ...layer, platform: 'linux' }] },
      /platform of entry 1 as an object/,
    ],
    [
      'half a platform',
      { ...index, manifests: [{ ...layer, platform: { os: 'linux' } }] },
      /platform of entry 1 by os and architecture/,
    ],
    [
      'a platform with a slash',
      { ...index, manifests: [{ ...layer, platform: { os: 'linux/amd64', architecture: 'x' } }] },
      /platform of entry 1/,
    ],
    ['a subject that is none', { ...image, subject: 1 }, /Expected the subject as an object/],
    [
      'another spelling',
      { ...image, Layers: [] },
      /member "layers" of the manifest in this spelling, got "Layers"/,
    ],
    [
      'another spelling in a layer',
      { ...image, layers: [{ ...layer, DIGEST: digest }] },
      /member "digest" of layer 1/,
    ],
    ['a long s', { ...image, layers: [{ ...layer, ſize: 1 }] }, /member "size" of layer 1/],
  ])('refuses %s', (_, value, fault) => {
    expect(faultsOf(value)).toMatch(fault)
  })

  it.each([
    [ociIndex, image],
    [ociManifest, index],
    [dockerManifest, image],
  ])('refuses what is sent as %s and says otherwise', (contentType, value) => {
    expect(faultsOf(value, contentType)).toMatch(/The manifest says that it is ".*", but was sent as ".*"/)
  })

  it.each([
    'application/vnd.docker.distribution.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v1+prettyjws',
  ])('refuses %s with a sentence of its own', (contentType) => {
    expect(faultsOf(image, contentType)).toMatch(/push it again/)
  })

  it('tells every fault at once, but no more than twenty', () => {
    const bad = { ...image, config: 1, layers: Array(30).fill(1), annotations: 2 }
    const { faults = [] } = parse(bad)

    expect(faults).toHaveLength(21)
    expect(faults.at(-1)).toBe('There are 12 more faults')
  })

  it('is not deceived by members with names of the language', () => {
    const text = `{"schemaVersion":2,"config":${JSON.stringify(config)},"layers":[],"annotations":{"__proto__":"x","constructor":"y"}}`
    const { manifest } = parse(text)

    expect(Object.entries(manifest?.annotations ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
  })

  it.each([
    ['lists', '['.repeat(2_000_000)],
    ['objects', '{"a":'.repeat(500_000)],
    ['lists that are closed', `{"schemaVersion":2,"layers":${'['.repeat(500_000)}${']'.repeat(500_000)}}`],
  ])('survives a depth without end: %s', (_, text) => {
    expect(parse(text).faults).not.toBeUndefined()
  })

  it('gives for any JSON a manifest or faults', () => {
    const value = fc.record(
      {
        schemaVersion: fc.constant(2),
        mediaType: fc.oneof(fc.constant(ociIndex), fc.jsonValue()),
        config: fc.jsonValue(),
        layers: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()),
        manifests: fc.jsonValue(),
        annotations: fc.jsonValue(),
        subject: fc.jsonValue(),
      },
      { requiredKeys: ['schemaVersion'] },
    )
    fc.assert(
      fc.property(fc.oneof(value, fc.jsonValue()), (any) => {
        const { manifest, faults } = parse(any)
        expect((manifest === undefined) !== (faults === undefined)).toBe(true)
        expect(faults?.length).not.toBe(0)
      }),
    )
  })
})
