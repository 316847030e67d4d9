import {
  buildImage,
  buildIndex,
  descriptorOf,
  digestOf,
  manifestOf,
  mediaType,
  type BuiltImage,
  type BuiltManifest,
  type ImageConfig,
} from '@ingot/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attacked } from '../testing/attacked.ts'
import { openRuntimeSite, type RuntimeSite } from '../testing/runtime-site.ts'
import { buildRuntime, ubuntu } from '../testing/sample-runtime.ts'
import { withstood } from '../testing/withstood.ts'

let site: RuntimeSite

beforeAll(async () => {
  site = await openRuntimeSite()
})

afterAll(() => site.close())

/** A manifest with something in it changed. */
const manifest = (change: (manifest: Record<string, unknown>) => object | Uint8Array) =>
  buildRuntime({}, { changeManifest: change })

/** A configuration with something in it changed. */
const config = (change: (config: ImageConfig) => object | Uint8Array) =>
  buildRuntime({}, { changeConfig: change })

const textOf = (value: object) => Buffer.from(JSON.stringify(value))

/** Text after the first brace of JSON: `written(manifest, '"layers":[],')`. */
const written = (value: object, text: string) => Buffer.from(JSON.stringify(value).replace('{', `{${text}`))

function layers({ layers }: Record<string, unknown>): Record<string, unknown>[] {
  return layers as Record<string, unknown>[]
}

const spelt = (word: string, count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, bits) => [
      Array.from(word, (letter, at) => (((bits + 1) >> at) & 1 ? letter.toUpperCase() : letter)).join(''),
      'x',
    ]),
  )

/** Images of so many platforms. */
const platformsOf = (count: number, make: (architecture: string) => BuiltImage) =>
  Array.from({ length: count }, (_, index) => make(`a${index}`))

describe('an image whose parts are not what they should be', () => {
  it.each<[string, () => BuiltManifest, RegExp]>([
    [
      'no layers',
      () => manifest(({ layers: _, ...rest }) => rest),
      /Expected "layers" as a list, got nothing/,
    ],
    ['layers of another type', () => manifest((one) => ({ ...one, layers: {} })), /got an object/],
    [
      '10,000 layers',
      () => manifest((one) => ({ ...one, layers: Array(10_000).fill(layers(one)[0]) })),
      /at most 1000 layers, got 10000/,
    ],
    [
      'a size below zero',
      () => manifest((one) => ({ ...one, layers: layers(one).map((layer) => ({ ...layer, size: -1 })) })),
      /from 0 to 1099511627776 bytes, got -1/,
    ],
    [
      'a size of a fraction',
      () => manifest((one) => ({ ...one, layers: layers(one).map((layer) => ({ ...layer, size: 0.5 })) })),
      /got 0\.5/,
    ],
    [
      'a size without end',
      () => manifest((one) => Buffer.from(JSON.stringify(one).replace(/"size":\d+/, '"size":1e999'))),
      /got null/,
    ],
    [
      'a size of a text',
      () => manifest((one) => ({ ...one, config: { ...(one['config'] as object), size: '1' } })),
      /got "1"/,
    ],
    [
      'a configuration of a terabyte',
      () => manifest((one) => ({ ...one, config: { ...(one['config'] as object), size: 2 ** 40 } })),
      /with at most|together/,
    ],
    [
      'a digest of another kind',
      () =>
        manifest((one) => ({
          ...one,
          layers: layers(one).map((layer) => ({ ...layer, digest: `sha512:${'0'.repeat(128)}` })),
        })),
      /digest of sha256, got one of sha512/,
    ],
    [
      'a digest in capitals',
      () =>
        manifest((one) => ({
          ...one,
          config: { ...(one['config'] as object), digest: `sha256:${'A'.repeat(64)}` },
        })),
      /lower-case hexadecimal/,
    ],
    [
      'a digest that is a path',
      () =>
        manifest((one) => ({ ...one, config: { ...(one['config'] as object), digest: '../../../../v2/' } })),
      /lower-case hexadecimal/,
    ],
    [
      'members that are given twice',
      () => manifest((one) => written(one, '"layers":[],')),
      /got "layers" twice/,
    ],
    [
      'members in another spelling',
      () => manifest((one) => ({ ...one, Layers: [] })),
      /"layers" of the manifest in this spelling, got "Layers"/,
    ],
    [
      'members of the language',
      () => manifest((one) => written(one, '"__proto__":{"layers":[]},"__proto__":1,')),
      /got "__proto__" twice/,
    ],
    [
      'a million levels',
      () => manifest((one) => written(one, `"x":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)},`)),
      /at most 50 deep/,
    ],
    [
      'a million values',
      () => manifest((one) => written(one, `"x":[${'{},'.repeat(1_000_000)}0],`)),
      /at most 200000 values/,
    ],
    [
      'five megabytes',
      () => manifest((one) => written(one, `"x":"${'x'.repeat(5_000_000)}",`)),
      /with at most 4194304 bytes/,
    ],
    [
      'a manifest that is an index too',
      () => manifest((one) => ({ ...one, manifests: [] })),
      /claims to be both/,
    ],
    [
      'a manifest of Docker of 2014',
      () => manifestOf(textOf({ schemaVersion: 1, fsLayers: [] }), mediaType.dockerManifest),
      /schema 1/,
    ],
    ['no JSON', () => manifestOf(Buffer.from('<html>'), mediaType.ociManifest), /as JSON in UTF-8/],
    [
      'no UTF-8',
      () => manifestOf(Buffer.from([0xff, 0xfe, 0x7b, 0x7d]), mediaType.ociManifest),
      /as JSON in UTF-8/,
    ],
    [
      'another type than it is sent as',
      () => manifestOf(textOf({ schemaVersion: 2, mediaType: 'x', manifests: [] }), mediaType.ociIndex),
      /was sent as/,
    ],
    [
      'annotations without end',
      () => manifest((one) => ({ ...one, annotations: { a: 'x'.repeat(1_000_001) } })),
      /at most 1000000 characters/,
    ],
    [
      'a configuration that is another blob',
      () => manifest((one) => ({ ...one, config: { ...layers(one)[0], mediaType: mediaType.ociConfig } })),
      /configuration as JSON/,
    ],
    [
      'a configuration given twice',
      () => config((one) => written(one, '"config":{},')),
      /got "config" twice/,
    ],
    [
      'a name of a platform that is none',
      () => config((one) => ({ ...one, os: '../linux' })),
      /by os and architecture/,
    ],
    [
      'the names of its members in 4000 spellings',
      () => config((one) => ({ ...one, ...spelt('architecture', 4000) })),
      /There are 3980 more faults/,
    ],
    [
      'digests of 10,000 layers',
      () =>
        config((one) => ({ ...one, rootfs: { diff_ids: Array(10_000).fill(digestOf(Buffer.from(''))) } })),
      /at most 1000 digests/,
    ],
    [
      'digests of fewer layers',
      () => config((one) => ({ ...one, rootfs: { diff_ids: [] } })),
      /but the configuration has digests of 0/,
    ],
    [
      '100,000 labels',
      () =>
        config((one) => ({
          ...one,
          config: {
            Labels: Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`l${index}`, ''])),
          },
        })),
      /at most 2000 members in the labels, got 100000/,
    ],
    [
      'labels of 7 MB',
      () => config((one) => ({ ...one, config: { Labels: { a: 'x'.repeat(7_000_000) } } })),
      /at most 2000000 characters in the labels/,
    ],
    [
      'labels of 9 MB',
      () => config((one) => ({ ...one, config: { Labels: { a: 'x'.repeat(9_000_000) } } })),
      /with at most 8388608 bytes/,
    ],
    [
      'an environment of 7 MB',
      () => config((one) => ({ ...one, config: { Env: [`A=${'x'.repeat(7_000_000)}`] } })),
      /characters in the environment/,
    ],
    [
      '100,000 variables',
      () =>
        config((one) => ({
          ...one,
          config: { Env: Array.from({ length: 100_000 }, (_, index) => `A${index}=`) },
        })),
      /at most 2000 members in the environment/,
    ],
    [
      'labels that are no texts',
      () => config((one) => ({ ...one, config: { Labels: { a: { b: 1 } } } })),
      /to hold texts/,
    ],
    [
      'a user of a megabyte',
      () => config((one) => ({ ...one, config: { User: 'x'.repeat(1_000_000) } })),
      /the user as a text of at most 4096/,
    ],
  ])('is refused with a sentence: %s', async (_, make, sentence) => {
    const { report, reference } = await attacked(site, make())

    expect(report).toMatchObject({ valid: false, base: { verdict: 'UNKNOWN' }, platforms: [] })
    expect(report.findings[0]?.code).toBe('imageMalformed')
    expect(report.findings.map(({ message }) => message).join('\n')).toMatch(sentence)
    expect(report.findings.length).toBeLessThanOrEqual(101)
    const { refusal } = await withstood(site, () => site.allow(reference, 'os'))
    expect(refusal?.code).toBe('REGISTRY_UNREACHABLE')
  })

  it.each<[string, () => BuiltManifest, RegExp]>([
    [
      'it lists itself',
      () => {
        const digest = `sha256:${'1'.repeat(64)}`
        return {
          ...manifestOf(
            { schemaVersion: 2, manifests: [{ mediaType: mediaType.ociIndex, digest, size: 9 }] },
            mediaType.ociIndex,
          ),
          digest,
        }
      },
      /with the digest/,
    ],
    [
      'indexes within indexes',
      () =>
        Array.from({ length: 9 }).reduce<BuiltManifest>(
          (inner) => buildIndex({ manifests: [inner] }),
          buildIndex({ manifests: [ubuntu] }),
        ),
      /at most 3 indexes within one another/,
    ],
    [
      'indexes side by side',
      () =>
        buildIndex({
          manifests: Array.from({ length: 300 }, (_, index) =>
            buildIndex({ manifests: [ubuntu], annotations: { index: String(index) } }),
          ),
        }),
      /at most 20 indexes/,
    ],
    [
      '1001 platforms',
      () =>
        buildIndex({ manifests: Array.from({ length: 1001 }, () => ({ descriptor: descriptorOf(ubuntu) })) }),
      /at most 1000 manifests/,
    ],
    [
      '101 platforms',
      () =>
        buildIndex({
          manifests: platformsOf(101, (architecture) => buildImage({ base: ubuntu, architecture })),
        }),
      /at most 100 platforms/,
    ],
    [
      'another size of a platform',
      () =>
        buildIndex({ manifests: [{ descriptor: { ...descriptorOf(ubuntu), size: 1 }, manifest: ubuntu }] }),
      /says 1 bytes/,
    ],
    [
      'one platform too many bytes',
      () =>
        buildIndex({
          manifests: platformsOf(30, (architecture) =>
            buildImage({ base: ubuntu, architecture, labels: { a: architecture.padEnd(1_500_000) } }),
          ),
        }),
      /with at most 33554432 bytes together/,
    ],
    [
      'a hundred platforms with faults each',
      () =>
        buildIndex({
          manifests: platformsOf(100, (architecture) =>
            buildRuntime(
              {},
              { architecture, changeConfig: (one) => ({ ...one, ...spelt('architecture', 4000) }) },
            ),
          ),
        }),
      /There are 2000 more faults/,
    ],
    ['nothing', () => buildIndex({ manifests: [] }), /got an index without one/],
  ])('is refused with a sentence, in its index: %s', async (_, make, sentence) => {
    const { report } = await attacked(site, make())

    expect(report).toMatchObject({ valid: false, platforms: [] })
    expect(report.findings.map(({ message }) => message).join('\n')).toMatch(sentence)
    expect(report.findings.length).toBeLessThanOrEqual(101)
  })
})
