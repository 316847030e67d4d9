import { buildLayer, digestOf, type BuiltImage, type TarEntry } from '@ingot/testkit'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attacked } from '../testing/attacked.ts'
import { openRuntimeSite, type RuntimeSite } from '../testing/runtime-site.ts'
import { buildRuntime, ubuntu } from '../testing/sample-runtime.ts'

/** As many layers as a manifest may have. */
const layerLimit = 1000

/** Bytes that do not compress to less than the header of an archive has. */
const sampleBytes = Buffer.from(
  Array.from({ length: 400 }, (_, index) => digestOf(Buffer.from(String(index)))).join(''),
)

let site: RuntimeSite

beforeAll(async () => {
  site = await openRuntimeSite()
})

afterAll(() => site.close())

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
    const { report, codes } = await attacked(site, on(bomb()), { deep: true, bound: 60_000 })

    expect(codes.filter((code) => code === 'layerTooLarge')).toHaveLength(1)
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
      () => on(buildLayer({ tar: gzipSync(sampleBytes) })),
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
    const { report, codes } = await attacked(site, make(), { deep: true })

    expect(codes).toEqual(expect.arrayContaining(expected))
    expect(report.findings.map(({ message }) => message).join('\n')).toMatch(sentence)
  })

  it('is told once a layer, however many layers there are', async () => {
    const layer = buildLayer({
      entries: Array.from('ABCDEFGHIJMN', (flag) => ({ path: `../${flag}`, flag })),
    })
    const image = on(...Array.from({ length: layerLimit - ubuntu.layers.length }, () => layer))
    const { report } = await attacked(site, image, { deep: true, bound: 60_000 })

    expect(report.deep).toBe(true)
    expect(report.findings.length).toBeLessThan(6 * layerLimit)
  })

  it.each([
    ['a name of a kernel', { ML_RUNTIME_JUPYTER_KERNEL_NAME: 'a/'.repeat(900_000) }],
    ['a command', { ML_RUNTIME_JUPYTER_KERNEL_GATEWAY_CMD: 'a/'.repeat(900_000) }],
    ['directories of programs', { PATH: '/a:'.repeat(600_000) }],
    ['directories of Jupyter', { JUPYTER_PATH: '/a:'.repeat(600_000) }],
  ])('is not looked through for variables without end: %s', async (_, env) => {
    const { report } = await attacked(site, buildRuntime({ edition: 'Endless' }, { env }), { deep: true })

    expect(report.deep).toBe(true)
    expect(report.findings.every(({ message }) => message.length < 3000)).toBe(true)
  })
})
