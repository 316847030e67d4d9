import { layerLimit } from '@ingot/core'
import {
  attach,
  buildImage,
  buildIndex,
  buildLayer,
  descriptorOf,
  digestOf,
  manifestOf,
  mediaType,
  type BuiltImage,
  type BuiltManifest,
  type ImageConfig,
  type TarEntry,
} from '@ingot/testkit'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRuntimeSite, type RuntimeSite } from '../testing/runtime-site.ts'
import { buildRuntime, labelsOf, ubuntu } from '../testing/sample-runtime.ts'
import { expectSentence, withstood } from '../testing/withstood.ts'

let site: RuntimeSite

beforeAll(async () => {
  site = await openRuntimeSite()
})

afterAll(() => site.close())

let pushed = 0

/** Validates an image that means harm, and tries to add it and to allow it as a base; answers the report. */
async function attacked(image: BuiltManifest, { deep = false, bound = 20_000 } = {}) {
  const reference = site.push(`hostile-${(pushed += 1)}`, image)
  const { answer: report } = await withstood(site, () => site.validate(reference, { deep }), bound)
  if (report === undefined) throw new Error('Expected a report, got a refusal')
  for (const { message } of report.findings) expectSentence(message)
  expect(JSON.stringify(report).length).toBeLessThan(4_000_000)
  if (!report.valid) {
    const { refusal } = await withstood(site, () => site.add(reference, { deep, enable: true }), bound)
    expect(refusal?.code).toBe('RUNTIME_REFUSED')
  }
  return { reference, report, codes: report.findings.map(({ code }) => code.replace(/:.*/, '')) }
}

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

const platforms = (count: number, make: (architecture: string) => BuiltImage) =>
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
    const { report, reference } = await attacked(make())

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
          manifests: platforms(101, (architecture) => buildImage({ base: ubuntu, architecture })),
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
          manifests: platforms(30, (architecture) =>
            buildImage({ base: ubuntu, architecture, labels: { a: architecture.padEnd(1_500_000) } }),
          ),
        }),
      /with at most 33554432 bytes together/,
    ],
    [
      'a hundred platforms with faults each',
      () =>
        buildIndex({
          manifests: platforms(100, (architecture) =>
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
    const { report } = await attacked(make())

    expect(report).toMatchObject({ valid: false, platforms: [] })
    expect(report.findings.map(({ message }) => message).join('\n')).toMatch(sentence)
    expect(report.findings.length).toBeLessThanOrEqual(101)
  })
})

describe('an image that says of itself what means harm', () => {
  const names = [
    'runtime-metadata-version',
    'editor',
    'kernel',
    'edition',
    'description',
    'short-version',
    'maintenance-version',
    'full-version',
    'cuda-version',
    'git-hash',
    'gbn',
  ]
  const all = (value: string) => Object.fromEntries(names.map((name) => [name, value]))

  it.each([
    ['long texts', 'x'.repeat(100_000), 'valueTooLong'],
    ['long numbers', '9'.repeat(100_000), 'valueTooLong'],
    ['many dots', '1.'.repeat(50_000), 'valueTooLong'],
    ['brackets', '<'.repeat(100_000), 'valueTooLong'],
    ['control characters', '\u0007\u001b[2J', 'controlCharacters'],
    ['zeros', 'a\0b', 'controlCharacters'],
    ['half characters', 'a\ud800', 'controlCharacters'],
    ['what turns the line around', 'a\u202eb', 'controlCharacters'],
    ['names of the language', '__proto__', 'maintenanceNotInteger'],
  ])('is told so: %s', async (_, value, code) => {
    const { report, codes } = await attacked(buildRuntime(all(value)))

    expect(report.valid).toBe(false)
    expect(codes).toContain(code)
  })

  it('cannot reach what it is not: labels and variables of any name are only that', async () => {
    const own = JSON.parse(
      '{"__proto__":"x","constructor":"x","toString":"x","hasOwnProperty":"x"}',
    ) as Record<string, string>
    const image = buildRuntime(
      { edition: 'Proto' },
      {
        changeConfig: (one) => ({
          ...one,
          config: {
            ...one.config,
            Labels: { ...own, ...one.config.Labels },
            Env: [...(one.config.Env ?? []), '__proto__=x', 'constructor=x'],
          },
        }),
      },
    )
    const { report } = await attacked(image)

    expect(report).toMatchObject({ valid: true, base: { verdict: 'PROVEN' } })
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  it('is told of no more labels without a meaning than somebody reads', async () => {
    const labels = Object.fromEntries(
      Array.from({ length: 1900 }, (_, index) => [
        `com.cloudera.ml.runtime.editr${index}${'q'.repeat(900)}`,
        'x',
      ]),
    )
    const { codes } = await attacked(buildRuntime({ edition: 'Many' }, { labels }))

    expect(codes.filter((code) => code === 'unknownLabel')).toHaveLength(20)
  })

  it('names a base of a megabyte, and a part of it is told', async () => {
    const annotations = { 'org.opencontainers.image.base.name': `\ud800${'y'.repeat(900_000)}` }
    const manifests = platforms(100, (architecture) => buildImage({ base: ubuntu, architecture }))
    const { report } = await attacked(buildIndex({ manifests, annotations }))

    expect(report.base.platforms).toHaveLength(100)
    expect(JSON.stringify(report).length).toBeLessThan(500_000)
  })

  it('is not kept as a base where its labels are too much to be kept', async () => {
    const labels = { 'com.cloudera.ml.runtime.description': 'x'.repeat(1_900_000) }
    const reference = site.push('heavy', buildImage({ base: ubuntu, labels }))
    const { refusal } = await withstood(site, () => site.allow(reference, 'os'))

    expect(refusal).toMatchObject({ code: 'INVALID_INPUT' })
    expect(refusal?.message).toMatch(/at most 1048576 are kept of a base/)
  })

  it('is not kept when a base moves to it, and keeps no other base from being looked at', async () => {
    const moving = site.push('moving', buildImage({ base: ubuntu, env: { A: '1' } }))
    const honest = site.push('honest', buildImage({ base: ubuntu, env: { A: '2' } }))
    await site.allow(moving, 'os')
    await site.allow(honest, 'os')
    const labels = { 'com.cloudera.ml.runtime.description': 'x'.repeat(1_900_000) }
    site.push('moving', buildImage({ base: ubuntu, labels }))
    const { answer } = await withstood(site, () =>
      site.client.refreshBases({ body: { bases: [moving, honest] } }),
    )

    expect(answer?.bases.map(({ status }) => status)).toEqual(['failed', 'same'])
    expect(answer?.bases[0]?.message).toMatch(/at most 1048576 are kept/)
  })

  it('has signatures without end', async () => {
    const image = buildRuntime({ edition: 'Oversigned' })
    const reference = site.push('oversigned', image)
    for (let index = 0; index < 200; index += 1) {
      const type = 'application/vnd.dev.sigstore.bundle.v0.3+json'
      const content = `{"x":[${'{},'.repeat(index * 100)}0]}`
      attach(site.registry, 'team/oversigned', image.digest, {
        artifactType: type,
        layers: [{ mediaType: type, content }],
      })
    }
    const { answer } = await withstood(site, () => site.validate(reference))

    expect(answer?.valid).toBe(true)
    expect(answer?.signatures.length).toBeLessThanOrEqual(65)
  })
})

describe('an image whose layers mean harm', () => {
  const on = (...layers: (readonly TarEntry[] | ReturnType<typeof buildLayer>)[]) =>
    buildRuntime({ edition: 'Harm' }, { layers })
  /** Many members of eight million zeros each: a gibibyte and more out of a megabyte. */
  const bomb = () => {
    const head = buildLayer({
      entries: [{ path: 'zeros', size: 2 ** 31 }],
      compression: 'none',
    }).tar!.subarray(0, 512)
    const member = gzipSync(Buffer.alloc(8_388_608))
    const content = Buffer.concat([gzipSync(head), ...Array.from({ length: 140 }, () => member)])
    return { ...buildLayer({}), content, digest: digestOf(content) }
  }

  it('is given up, with the limits that hold for everybody: a bomb of gzip', async () => {
    const { report, codes } = await attacked(on(bomb(), bomb()), { deep: true, bound: 60_000 })

    expect(codes.filter((code) => code === 'layerTooLarge')).toHaveLength(2)
    expect(report.findings.find(({ code }) => code === 'layerTooLarge')?.message).toMatch(
      /more than 200 times/,
    )
  })

  it.each<[string, () => BuiltImage, string[], RegExp]>([
    [
      'a path out of the image',
      () => on([{ path: '../../etc/shadow' }, { path: 'a/../../b' }]),
      ['layerPathOutside'],
      /and 1 more like it leads out/,
    ],
    [
      'an absolute path out of it',
      () => on([{ path: '/../etc/shadow' }]),
      ['layerPathOutside'],
      /leads out of the image/,
    ],
    [
      'a path of a megabyte',
      () => on([{ path: 'x'.repeat(1_000_000) }]),
      ['layerPathTooLong'],
      /longer than the 4096 bytes/,
    ],
    [
      'a path in 2000 directories',
      () => on([{ path: 'x/'.repeat(2000) }]),
      ['layerTooLarge'],
      /a path in more than 128 directories/,
    ],
    [
      'a link of 700,000 characters',
      () => on([{ path: 'l', type: 'symlink', link: 'a/'.repeat(350_000) }, { path: 'l/f' }]),
      ['layerPathTooLong'],
      /longer than the 4096 bytes/,
    ],
    [
      'links that go round',
      () =>
        on([
          { path: 'usr/local/bin/ml-runtime-editor', type: 'symlink', link: 'x' },
          { path: 'usr/local/bin/x', type: 'symlink', link: 'ml-runtime-editor' },
        ]),
      ['editorBroken'],
      /where the image has nothing/,
    ],
    [
      'an editor out of the image',
      () =>
        on([
          { path: 'usr/local/bin/ml-runtime-editor', type: 'symlink', link: '../../../../../../etc/shadow' },
        ]),
      ['editorBroken'],
      /where the image has nothing/,
    ],
    [
      'hard links that go round',
      () =>
        on([
          { path: 'a', type: 'hardlink', link: 'b' },
          { path: 'b', type: 'hardlink', link: 'a' },
        ]),
      ['layerHardLinkBroken'],
      /is a hard link to a file/,
    ],
    [
      'a hard link out of the image',
      () => on([{ path: 'a', type: 'hardlink', link: '../../etc/shadow' }]),
      ['layerHardLinkBroken'],
      /is a hard link to a file/,
    ],
    [
      'devices',
      () =>
        on([
          { path: 'dev/sda', type: 'block' },
          { path: 'dev/mem', type: 'character' },
        ]),
      ['layerDevice'],
      /is a device/,
    ],
    [
      'whiteouts of nothing',
      () => on([{ path: '.wh.' }, { path: 'a/.wh...' }]),
      ['layerWhiteoutInvalid'],
      /is a whiteout of no file/,
    ],
    [
      'a whiteout of everything',
      () => on([{ path: '.wh..wh..opq' }]),
      ['cdswUserMissing'],
      /Sessions run as the user/,
    ],
    [
      'an extended header of 10 GB',
      () => on(buildLayer({ entries: [{ path: 'x', flag: 'x', size: 10 * 2 ** 30 }] })),
      ['layerMalformed'],
      /extended header of 10737418240 bytes/,
    ],
    ['a size below zero', () => on([{ path: 'a', size: -1 }]), ['layerMalformed'], /negative size/],
    ['half an archive', () => on([{ path: 'a', size: 9999 }]), ['layerTruncated'], /ends within an entry/],
    [
      'gzip within gzip',
      () => on(buildLayer({ tar: gzipSync(gzipSync('x')) })),
      ['layerMalformed'],
      /must be a tar archive/,
    ],
    [
      'another content than it says',
      () =>
        buildRuntime(
          { edition: 'Harm' },
          { layers: [[{ path: 'a' }]], diffIds: [...ubuntu.diffIds, digestOf(Buffer.from('x'))] },
        ),
      ['layerDiffIdMismatch'],
      /must have the content/,
    ],
    [
      'types that nobody knows',
      () => on(Array.from('ABCDEFGHIJ', (flag) => ({ path: flag.repeat(9000), flag }))),
      ['layerEntryUnusual'],
      /has entries of the type "A"/,
    ],
  ])('is told so: %s', async (_, make, expected, sentence) => {
    const { report, codes } = await attacked(make(), { deep: true })

    expect(codes).toEqual(expect.arrayContaining(expected))
    expect(report.findings.map(({ message }) => message).join('\n')).toMatch(sentence)
  })

  it('is told once a layer, however many layers there are', async () => {
    const layer = buildLayer({
      entries: Array.from('ABCDEFGHIJMN', (flag) => ({ path: `../${flag}`, flag })),
    })
    const image = on(...Array.from({ length: layerLimit - ubuntu.layers.length }, () => layer))
    const { report } = await attacked(image, { deep: true, bound: 60_000 })

    expect(report.deep).toBe(true)
    expect(report.findings.length).toBeLessThan(6 * layerLimit)
  })

  it.each([
    ['a name of a kernel', { ML_RUNTIME_JUPYTER_KERNEL_NAME: 'a/'.repeat(900_000) }],
    ['a command', { ML_RUNTIME_JUPYTER_KERNEL_GATEWAY_CMD: 'a/'.repeat(900_000) }],
    ['directories of programs', { PATH: '/a:'.repeat(600_000) }],
    ['directories of Jupyter', { JUPYTER_PATH: '/a:'.repeat(600_000) }],
  ])('is not looked through for variables without end: %s', async (_, env) => {
    const { report } = await attacked(buildRuntime({ edition: 'Endless' }, { env }), { deep: true })

    expect(report.deep).toBe(true)
    expect(report.findings.every(({ message }) => message.length < 3000)).toBe(true)
  })
})
