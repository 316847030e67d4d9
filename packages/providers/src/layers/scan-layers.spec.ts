import { ContentFold, type ContentFacts, type OciLayer, type OciPlatformImage } from '@ingot/core'
import { buildLayer, tarOf, type BuiltLayer, type LayerOptions } from '@ingot/testkit'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { scanLayers, type LayerScan, type ScanOptions } from './scan-layers.ts'
import { piecesOf, sampleBytes } from './testing/pieces.ts'

const gzipType = 'application/vnd.oci.image.layer.v1.tar+gzip'
const types = {
  gzip: gzipType,
  none: 'application/vnd.oci.image.layer.v1.tar',
  zstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
}

interface Sample extends LayerOptions {
  /** The compressed bytes, instead of those that are made. */
  bytes?: Uint8Array
  /** What the configuration claims. */
  claim?: string
}

interface Built {
  readonly image: OciPlatformImage
  readonly blobs: ReadonlyMap<string, Uint8Array>
  readonly layers: readonly BuiltLayer[]
}

function build(samples: readonly Sample[]): Built {
  const layers = samples.map((one) => buildLayer(one))
  const blobs = samples.map(({ bytes }, index) => bytes ?? (layers[index]!.content as Uint8Array))
  return {
    layers,
    blobs: new Map(layers.map(({ digest }, index) => [digest, blobs[index]!])),
    image: {
      platform: 'linux/amd64',
      manifest: 'sha256:manifest',
      layers: layers.map(({ digest, compression }, index) => ({
        digest,
        size: blobs[index]!.length,
        mediaType: samples[index]!.mediaType ?? types[compression],
      })),
      diffIds: layers.map(({ diffId }, index) => samples[index]!.claim ?? diffId),
      annotations: {},
      labels: {},
      env: {},
    },
  }
}

async function scan(
  samples: readonly Sample[],
  options: ScanOptions = {},
): Promise<LayerScan & Built & { facts: ContentFacts; codes: string[]; reads: string[] }> {
  const built = build(samples)
  const fold = new ContentFold({ baseLayers: 0 })
  const reads: string[] = []
  const readBlob = ({ digest }: OciLayer) => {
    reads.push(digest)
    return piecesOf(built.blobs.get(digest)!)
  }
  const result = await scanLayers(built.image, readBlob, fold, options)
  const codes = result.findings.map(({ code }) => code)
  return { ...result, ...built, facts: fold.facts(result.isComplete), codes, reads }
}

const entries = [{ path: 'etc/passwd', content: 'root' }, { path: 'usr/' }]

describe('scanLayers()', () => {
  it('reads every layer, hashes it, and gives its entries to the fold', async () => {
    const samples = (['gzip', 'none', 'zstd'] as const).map((compression, index) => ({
      compression,
      entries: [{ path: `file-${index}`, content: 'x' }, ...entries],
    }))
    const { facts, layers, ...found } = await scan(samples)

    expect(found).toMatchObject({ findings: [], isComplete: true, entries: 9 })
    expect(found.diffIds).toEqual(layers.map(({ diffId }) => diffId))
    expect(found.bytes).toBe(found.image.layers.reduce((sum, { size }) => sum + size, 0))
    expect(found.uncompressed).toBe(layers.reduce((sum, { tar }) => sum + tar!.length, 0))
    expect(found.reads).toHaveLength(3)
    for (const index of [0, 1, 2]) expect(facts.find(`file-${index}`)?.source.layer).toBe(index)
    expect(facts.find('etc/passwd')?.source.layer).toBe(2)
    expect(Buffer.from(facts.contentOf(facts.find('etc/passwd')!)!.bytes).toString()).toBe('root')
  })

  it('reads a layer again for content that is needed after all, and no other', async () => {
    const script = { path: 'opt/ide/start', mode: 0o755, content: '#!/bin/bash\r\n' }
    const link = { path: 'usr/local/bin/ml-runtime-editor', type: 'symlink' as const, link: '/opt/ide/start' }
    const { facts, reads, layers, isComplete, image, bytes } = await scan([
      { entries },
      { entries: [{ path: 'big', content: sampleBytes(200_000) }, script, { path: 'opt/ide/other' }] },
      { entries: [link] },
    ])

    expect(isComplete).toBe(true)
    expect(reads).toEqual([...layers.map(({ digest }) => digest), layers[1]!.digest])
    expect(bytes).toBe(image.layers.reduce((sum, { size }) => sum + size, image.layers[1]!.size))
    const editor = facts.find('usr/local/bin/ml-runtime-editor')!
    expect(Buffer.from(facts.contentOf(editor)!.bytes).toString()).toBe('#!/bin/bash\r\n')
  })

  it('finds content that is not what the configuration says', async () => {
    const claim = `sha256:${'0'.repeat(64)}`
    const { findings, diffIds, layers, isComplete } = await scan([
      { entries },
      { entries: [{ path: 'a' }], claim },
    ])

    expect(findings).toEqual([
      {
        code: 'layerDiffIdMismatch',
        severity: 'error',
        field: 'layer 2',
        message: `Layer 2 (${layers[1]!.digest.slice(0, 19)}…) must have the content that the configuration names, ${claim}, but has ${layers[1]!.diffId}, so container runtimes refuse it; build and push the image again`,
        evidence: { layer: layers[1]!.digest, diffId: claim, found: layers[1]!.diffId },
        rule: 'Ingot: Content of the layers',
      },
    ])
    expect(diffIds[1]).toBe(layers[1]!.diffId)
    expect(isComplete).toBe(true)
  })

  it.each<[string, Sample, string[], { isHashed: boolean; isComplete: boolean }]>([
    [
      'gzip that is cut off',
      { entries, bytes: gzipSync(tarOf(entries)).subarray(0, -10) },
      ['layerCorrupt'],
      { isHashed: false, isComplete: false },
    ],
    [
      'an archive that is cut off',
      { tar: tarOf([{ path: 'a', size: 5000 }]) },
      ['layerTruncated'],
      { isHashed: true, isComplete: false },
    ],
    [
      'no archive',
      { tar: Buffer.alloc(2000, 'x') },
      ['layerMalformed'],
      { isHashed: true, isComplete: false },
    ],
    ['an archive of nothing', { tar: Buffer.alloc(0) }, [], { isHashed: true, isComplete: true }],
    ['an archive of zeros', { tar: Buffer.alloc(10_240) }, [], { isHashed: true, isComplete: true }],
    [
      'another compression than said',
      { entries, compression: 'none', mediaType: gzipType },
      ['layerMediaTypeWrong'],
      { isHashed: true, isComplete: true },
    ],
    [
      'unusual entries',
      { entries: [{ path: 'a', flag: 'Z' }, ...entries] },
      ['layerEntryUnusual'],
      { isHashed: true, isComplete: true },
    ],
    [
      'a foreign layer',
      { entries, mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip' },
      ['layerForeign'],
      { isHashed: false, isComplete: false },
    ],
    [
      'an encrypted layer',
      { entries, mediaType: `${gzipType}+encrypted` },
      ['layerEncrypted'],
      { isHashed: false, isComplete: false },
    ],
    [
      'something else',
      { entries, mediaType: 'application/vnd.in-toto+json' },
      ['layerMediaTypeUnknown'],
      { isHashed: false, isComplete: false },
    ],
  ])('says what is wrong with one layer, and looks at the next: %s', async (_, sample, codes, expected) => {
    const found = await scan([sample, { entries: [{ path: 'next' }] }])

    expect(found.codes).toEqual(codes)
    expect({ isHashed: found.diffIds[0] !== undefined, isComplete: found.isComplete }).toEqual(expected)
    expect(found.diffIds[1]).toBe(found.layers[1]!.diffId)
    expect(found.facts.find('next')).toBeDefined()
    expect(found.findings.every(({ message }) => /^Layer 1 \(sha256:[0-9a-f]{12}…\) /.test(message))).toBe(
      true,
    )
  })

  it('does not ask for layers that it cannot read', async () => {
    const { reads } = await scan([{ entries, mediaType: `${gzipType}+encrypted` }])

    expect(reads).toEqual([])
  })

  it.each<[string, NonNullable<ScanOptions['limits']>, string]>([
    ['bytes', { bytes: 300_000 }, 'makes more than 300000 bytes'],
    ['entries', { entries: 3 }, 'more than 3 entries'],
    ['a ratio', { ratio: 20, ratioFrom: 100_000 }, 'more than 20 times the bytes that were sent'],
  ])('ends where a layer has more in it than is looked at: %s', async (_, limits, message) => {
    const bomb = { entries: [...entries, ...entries, { path: 'zeros', content: Buffer.alloc(1_000_000) }] }
    const found = await scan([{ entries: [{ path: 'a' }] }, bomb, { entries: [{ path: 'next' }] }], {
      limits,
    })

    expect(found.codes).toEqual(['layerTooLarge'])
    expect(found.findings[0]!.message).toContain(message)
    expect(found.isComplete).toBe(false)
    expect(found.diffIds.slice(0, 2)).toEqual([found.layers[0]!.diffId, undefined])
    expect(found.reads.length).toBe('ratio' in limits ? 3 : 2)
  })

  it('ends where there are more paths than are remembered', async () => {
    const many = Array.from({ length: 400 }, (_, index) => ({ path: `file-${index}` }))
    const built = build([{ entries: many }, { entries }])
    const fold = new ContentFold({ baseLayers: 0, maxPaths: 300 })
    const found = await scanLayers(built.image, ({ digest }) => piecesOf(built.blobs.get(digest)!), fold)

    expect(found.findings[0]!.message).toContain('more than 300 different paths')
    expect(found).toMatchObject({ diffIds: [undefined, undefined], isComplete: false })
  })

  it('tells how far it is, to the end', async () => {
    const told: [number, number][] = []
    const large = { entries: [{ path: 'a', content: sampleBytes(8_000_000) }] }
    const { image } = await scan([large, { entries }], {
      onProgress: (done, total) => told.push([done, total]),
    })
    const total = image.layers.reduce((sum, { size }) => sum + size, 0)

    expect(told.length).toBeGreaterThan(2)
    expect(told.at(-1)).toEqual([total, total])
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((a, b) => a - b))
  })

  it('stops when it is told to, and closes what it reads', async () => {
    const controller = new AbortController()
    const { image } = build([{ entries }])
    let closed = false
    async function* endless() {
      try {
        const chunk = gzipSync(sampleBytes(200_000))
        for (let round = 0; ; round += 1) {
          if (round === 5) controller.abort(new Error('nobody waits any more'))
          yield chunk
        }
      } finally {
        closed = true
      }
    }
    const fold = new ContentFold({ baseLayers: 0 })

    await expect(scanLayers(image, endless, fold, { signal: controller.signal })).rejects.toThrow(
      'nobody waits',
    )
    expect(closed).toBe(true)
  })

  it('throws what the registry throws', async () => {
    const { image } = build([{ entries }])
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield gzipSync(Buffer.alloc(2048)).subarray(0, 20)
      throw new RangeError('digest differs')
    }

    await expect(scanLayers(image, failing, new ContentFold({ baseLayers: 0 }))).rejects.toThrow(RangeError)
  })
})
