import { ContentFold, contentFindings } from '@ingot/core'
import { digestOf, tarOf, type TarEntry } from '@ingot/testkit'
import fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { scanLayers, type LayerScan, type ScanOptions } from './scan-layers.ts'
import { piecesOf } from './testing/pieces.ts'
import { endlessBlock, rawBlock, repeatedBlock, zstdHeader } from './testing/zstd-blocks.ts'

const MIB = 1024 * 1024
const layerType = 'application/vnd.oci.image.layer.v1.tar'
const labels = {
  'com.cloudera.ml.runtime.runtime-metadata-version': '2',
  'com.cloudera.ml.runtime.editor': 'JupyterLab',
  'com.cloudera.ml.runtime.kernel': 'Python 3.10',
}
const env = { ML_RUNTIME_JUPYTER_KERNEL_NAME: 'python3', ML_RUNTIME_JUPYTER_KERNEL_GATEWAY_CMD: 'a/b c' }

type Layers = readonly Uint8Array[]

/** Scans layers, and asks every rule about content of what was found. */
async function looked(layers: Layers, options: ScanOptions = {}) {
  const image = {
    platform: 'linux/amd64',
    manifest: digestOf(Buffer.from('manifest')),
    layers: layers.map((bytes, index) => ({
      digest: `sha256:${String(index).padStart(64, '0')}`,
      size: bytes.length,
      mediaType: layerType,
    })),
    diffIds: [],
    annotations: {},
    labels,
    env,
  }
  const fold = new ContentFold({ baseLayers: 1 })
  const read = ({ digest }: { digest: string }) => piecesOf(layers[Number(digest.slice(7))]!)
  const started = performance.now()
  const scan = await scanLayers(image, read, fold, options)
  const content = contentFindings(fold.facts(scan.isComplete), { labels, env, workingDir: '/' })
  // That they are not compressed, as their media type says, is nothing to the point here.
  const findings = scan.findings.filter(({ code }) => code !== 'layerMediaTypeWrong')
  return { ...scan, findings, content, time: performance.now() - started }
}

function expectSentences({ findings, content }: Pick<LayerScan, 'findings'> & { content: typeof findings }) {
  for (const { message, evidence = {} } of [...findings, ...content]) {
    expect(message.length).toBeLessThan(2000)
    expect(message).toMatch(/^[\w/"(].* .*/)
    for (const text of Object.values(evidence)) expect(text.length).toBeLessThanOrEqual(300)
  }
}

const zeros = (bytes: number) => tarOf([{ path: 'zeros', content: Buffer.alloc(bytes) }])
const bomb = (mebibytes: number) => gzipSync(zeros(mebibytes * MIB))

/** An archive whose one entry has a field of 12 bytes for its size that says something else. */
function sized(field: Uint8Array, entry: Partial<TarEntry> = {}): Buffer {
  const archive = tarOf([{ path: 'a', content: 'x', ...entry }])
  archive.set(field, 124)
  archive.fill(' ', 148, 156)
  const sum = archive.subarray(0, 512).reduce((total, byte) => total + byte, 0)
  archive.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return archive
}

function zstdBomb(mebibytes: number): Buffer {
  const size = mebibytes * MIB
  const blocks = Array.from({ length: 8 * mebibytes }, () => repeatedBlock(MIB / 8))
  const [head, end] = [tarOf([{ path: 'zeros', size }]).subarray(0, 512), Buffer.alloc(1024)]
  return Buffer.concat([zstdHeader(8 * MIB), rawBlock(head), ...blocks, rawBlock(end, true)])
}

const limits = { ratio: 200, ratioFrom: 4 * MIB, bytes: 64 * MIB, entries: 10_000 }

describe('a layer that means harm', () => {
  it.each<[string, () => Layers, readonly string[], RegExp]>([
    ['a bomb of gzip', () => [bomb(8)], ['layerTooLarge'], /more than 200 times the bytes that were sent/],
    ['a bomb of zstd', () => [zstdBomb(8)], ['layerTooLarge'], /more than 200 times/],
    ['more than is read', () => [zeros(65 * MIB)], ['layerTooLarge'], /more than 67108864 bytes/],
    [
      'many bombs, each of them small',
      () => Array.from({ length: 40 }, () => bomb(3)),
      ['layerTooLarge'],
      /together with those below it, more than 200 times/,
    ],
    [
      'many entries',
      () => [tarOf(Array.from({ length: 10_001 }, () => ({ path: 'a' })))],
      ['layerTooLarge'],
      /more than 10000 entries/,
    ],
    ['gzip within gzip', () => [gzipSync(bomb(8))], ['layerMalformed'], /must be a tar archive/],
    ['half a gzip', () => [bomb(1).subarray(0, -9)], ['layerCorrupt'], /ends too early/],
    [
      'gzip and then something else',
      () => [Buffer.concat([bomb(1), Buffer.from('more')])],
      ['layerCorrupt'],
      /other|header/,
    ],
    [
      'gzip, zeros and more gzip',
      () => [Buffer.concat([bomb(1), Buffer.alloc(99), bomb(1)])],
      ['layerCorrupt'],
      /other/,
    ],
    ['the magic number of gzip alone', () => [Buffer.from([0x1f, 0x8b])], ['layerCorrupt'], /ends too early/],
    ['a window of zstd of 3 GB', () => [zstdHeader(3 * 1024 * MIB)], ['layerTooLarge'], /bytes of memory/],
    ['half a zstd', () => [zstdBomb(1).subarray(0, -9)], ['layerCorrupt'], /ends too early/],
    [
      'an extended header of 10 GB',
      () => [tarOf([{ path: 'x', flag: 'x', size: 10 * 1024 * MIB }])],
      ['layerMalformed'],
      /extended header of 10737418240 bytes/,
    ],
    [
      'a long name of 10 GB',
      () => [tarOf([{ path: 'x', flag: 'L', size: 10 * 1024 * MIB }])],
      ['layerMalformed'],
      /extended header of 10737418240 bytes/,
    ],
    [
      'a long link of 10 GB',
      () => [tarOf([{ path: 'x', flag: 'K', size: 2 ** 33 }])],
      ['layerMalformed'],
      /extended/,
    ],
    [
      'a file that is said to have 10 GB',
      () => [tarOf([{ path: 'a', pax: { size: String(10 * 1024 * MIB) } }])],
      ['layerTruncated'],
      /ends within an entry/,
    ],
    [
      'a size that is no number',
      () => [tarOf([{ path: 'a', pax: { size: '1e9' } }])],
      ['layerMalformed'],
      /extended/,
    ],
    ['a size below zero', () => [tarOf([{ path: 'a', size: -512 }])], ['layerMalformed'], /negative size/],
    [
      'a size below zero in pax',
      () => [tarOf([{ path: 'a', pax: { size: '-1' } }])],
      ['layerMalformed'],
      /negative/,
    ],
    ['a size without end', () => [sized(Buffer.alloc(12, 0x7f))], ['layerMalformed'], /is none/],
    [
      'a size of 95 bits',
      () => [sized(Buffer.concat([Buffer.from([0x80]), Buffer.alloc(11, 0xff)]))],
      ['layerMalformed'],
      /is none/,
    ],
    [
      'a size in digits that are not octal',
      () => [sized(Buffer.from('99999999999\0'))],
      ['layerMalformed'],
      /is none/,
    ],
    [
      'a sparse file whose map does not end',
      () => [tarOf([{ path: 'a', flag: 'S', content: Buffer.alloc(512, 1) }]).subarray(0, 1024)],
      ['layerEntryUnusual'],
      /has entries of the type "S"/,
    ],
    [
      'entries of every type there is',
      () => [tarOf(Array.from('ABCDEFGHIJMNOPQ', (flag) => ({ path: 'x'.repeat(90_000) + flag, flag })))],
      Array.from({ length: 4 }, () => 'layerEntryUnusual'),
      /has entries of the type "A"/,
    ],
  ])('is told with a sentence: %s', async (_, make, codes, sentence) => {
    const found = await looked(make(), { limits })

    expect(found.findings.map(({ code }) => code)).toEqual(codes)
    expect(found.findings[0]?.message).toMatch(sentence)
    expectSentences(found)
    expect(found.time).toBeLessThan(20_000)
  })

  it('has no more read of it than it may have, though it never ends', async () => {
    const nothing = gzipSync('')
    const endless = async function* () {
      for (;;) yield Buffer.concat(Array.from({ length: 1000 }, () => nothing))
    }
    const layer = { digest: `sha256:${'0'.repeat(64)}`, size: 10, mediaType: layerType }
    const image = {
      platform: 'linux/amd64',
      manifest: '',
      layers: [layer, layer],
      diffIds: [],
      annotations: {},
      labels,
      env,
    }
    const scan = await scanLayers(image, endless, new ContentFold({ baseLayers: 0 }), {
      limits: { bytes: MIB },
    })

    expect(scan.findings[0]?.message).toMatch(/has more than 1048576 bytes, together with those below it/)
    expect(scan).toMatchObject({ isComplete: false, diffIds: [undefined, undefined], uncompressed: 0 })
  })

  it('keeps nobody waiting for long, and is the last one that is read, where it does not end', async () => {
    const endless = Buffer.concat([zstdHeader(MIB), endlessBlock()])
    const found = await looked([endless, endless, endless, tarOf([{ path: 'a' }])])

    // A Node with an engine of its own finds it corrupt at once, and reads on.
    const isNative = found.findings.length > 1
    expect(new Set(found.findings.map(({ code }) => code))).toEqual(new Set(['layerCorrupt']))
    expect(found.diffIds[3] === undefined).toBe(!isNative)
    expect(found.time).toBeLessThan(15_000)
  })

  it('does not take the memory of a window for every frame', async () => {
    const frame = Buffer.concat([zstdHeader(64 * MIB), repeatedBlock(1, true)])
    const found = await looked([Buffer.concat(Array.from({ length: 200 }, () => frame))])

    expect(found.findings.map(({ code }) => code)).toEqual(['layerTruncated'])
    expect(found.uncompressed).toBe(200)
  })

  it('is stopped when nobody waits any more, also where little makes much', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('enough')), 100)
    const scan = looked([zstdBomb(4000)], { signal: controller.signal, limits: { ratio: 1e9 } })

    await expect(scan).rejects.toThrow('enough')
  })
})

const part = fc.constantFrom(
  'a',
  'b',
  '..',
  '.',
  '',
  '.wh.a',
  '.wh..wh..opq',
  '.wh.',
  '.wh..wh.x',
  '__proto__',
  'ü😀',
  'x'.repeat(300),
  '\n',
  '\ud83d',
)
const path = fc.array(part, { maxLength: 8 }).map((parts) => parts.join('/'))
const known = fc.constantFrom(
  'etc/passwd',
  'etc/os-release',
  'etc/pip.conf',
  'usr/local/bin/ml-runtime-editor',
  'usr/local/bin/python3',
  'a/kernels/python3/kernel.json',
  'etc/apt/sources.list',
  'etc/apt/sources.list.d/a.sources',
)
const number = fc.constantFrom(0, 1, -1, 0o7777, 2 ** 31, 2 ** 40, -(2 ** 40))
const text = fc.constantFrom(
  '',
  'x',
  '#!/bin/env -S a=b c\r\n',
  '{"argv":[',
  '{"argv":["../../x"]}',
  'cdsw:x:8536:8536',
  ':::::::\n'.repeat(50),
  'ID="ubuntu',
  '\0',
  '='.repeat(900),
  'URIs: '.repeat(90),
)
const entry: fc.Arbitrary<TarEntry> = fc.record(
  {
    path: fc.oneof(path, known),
    type: fc.constantFrom('file', 'hardlink', 'symlink', 'character', 'block', 'directory', 'fifo'),
    flag: fc.constantFrom('0', '1', '2', '5', 'x', 'g', 'L', 'K', 'S', '7', 'Z', '\0'),
    link: fc.oneof(path, known, fc.constant('/'), fc.constant('/etc/passwd/../../..')),
    content: text,
    size: fc.constantFrom(0, 1, 512, 513, 9000),
    mode: number,
    uid: number,
    gid: number,
    pax: fc.record(
      {
        path,
        linkpath: path,
        size: fc.constantFrom('0', '1', '600', 'x'),
        'GNU.sparse.name': path,
        'GNU.sparse.major': fc.constant('1'),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['path'] },
)

describe('layers of any entries', () => {
  it('are looked at without a failure, and what is told of them is told in sentences', async () => {
    const layers = fc.array(fc.array(entry, { maxLength: 12 }), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(layers, async (layers) => expectSentences(await looked(layers.map(tarOf)))),
      { numRuns: 1500, seed: 8 },
    )
  })

  it('are looked at without a failure, whatever becomes of their bytes', async () => {
    const whole = tarOf([
      { path: 'etc/', type: 'directory' },
      { path: 'usr/local/bin/ml-runtime-editor', type: 'symlink', link: '/opt/start' },
      { path: 'opt/start', content: '#!/bin/bash\n', mode: 0o755, pax: { path: 'opt/ü' } },
      { path: 'etc/passwd', content: 'cdsw:x:8536:8536::/home/cdsw:/bin/bash\n' },
      { path: 'etc/.wh.group' },
    ])
    const change = fc.record({
      at: fc.nat(),
      byte: fc.nat(255),
      kind: fc.constantFrom('set', 'drop', 'repeat'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 6 }), fc.boolean(), async (changes, isZipped) => {
        const original = isZipped ? gzipSync(whole) : whole
        const bytes = changes.reduce(changed, original)
        expectSentences(await looked([bytes]))
      }),
      { numRuns: 1500, seed: 9 },
    )
  })
})

/** Bytes with one of them set, or a block of them dropped or given twice. */
function changed(bytes: Buffer, change: { at: number; byte: number; kind: string }): Buffer {
  const at = change.at % Math.max(1, bytes.length)
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at + 512)]
  if (change.kind === 'drop') return Buffer.concat([before, after])
  if (change.kind === 'repeat') return Buffer.concat([bytes.subarray(0, at + 512), bytes.subarray(at)])
  const copy = Buffer.from(bytes)
  if (at < copy.length) copy[at] = change.byte
  return copy
}
