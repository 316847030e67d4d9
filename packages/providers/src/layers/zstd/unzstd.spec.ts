import { buildLayer, describeWithPrograms } from '@ingot/testkit'
import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { LayerError } from '../layer-error.ts'
import { gathered, piecesOf, sampleBytes } from '../testing/pieces.ts'
import { FrameEngine } from './frame-engine.ts'
import { FrameReader } from './frame-reader.ts'
import { inScript, unzstd } from './unzstd.ts'
import { withinTime } from './within-time.ts'

const LIMIT = 64 * 1024 * 1024

/** Frames that are stored, not compressed. */
function framed(bytes: Uint8Array): Uint8Array {
  return buildLayer({ tar: bytes, compression: 'zstd' }).content as Uint8Array
}

async function faultOf(work: Promise<unknown>): Promise<LayerError> {
  const fault = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(fault).toBeInstanceOf(LayerError)
  return fault as LayerError
}

/** Both of what this Node has and what it falls back to, whichever the first is. */
const engines = [
  [
    'as Node does it',
    (bytes: Uint8Array, size?: number, limit = LIMIT) =>
      gathered(unzstd(piecesOf(bytes, size), limit, 65_536)),
  ],
  [
    'in JavaScript',
    (bytes: Uint8Array, size?: number, limit = LIMIT) => gathered(inScript(piecesOf(bytes, size), limit)),
  ],
] as const

describe.each(engines)('Zstandard %s', (_, decompress) => {
  const content = sampleBytes(400_000)

  it('is decompressed in whatever pieces it comes', async () => {
    const size = fc.integer({ min: 1, max: 5000 })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), size, async (bytes, size) => {
        expect(await decompress(framed(bytes), size)).toEqual(Buffer.from(bytes))
      }),
      { numRuns: 30 },
    )
    expect((await decompress(framed(content))).equals(content)).toBe(true)
  })

  it('may have several frames, and frames to skip', async () => {
    const skipped = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3])
    const nothing = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0])
    const small = sampleBytes(3000)
    const frames = [skipped, framed(small), nothing, framed(Buffer.from('x')), framed(small), skipped]

    for (const size of [1, 10, 700, 100_000]) {
      const found = await decompress(Buffer.concat(frames), size)
      expect(found.equals(Buffer.concat([small, Buffer.from('x'), small]))).toBe(true)
    }
  })

  it.each<[string, (bytes: Uint8Array) => Uint8Array, string]>([
    ['that is cut off', (bytes) => bytes.subarray(0, -1), 'ends too early'],
    ['that is cut off in its header', (bytes) => bytes.subarray(0, 6), 'ends too early'],
    [
      'that goes on with something else',
      (bytes) => Buffer.concat([bytes, Buffer.from('garbage')]),
      'has other bytes where a frame should begin',
    ],
    [
      'with a block of an unknown kind',
      (bytes) => Buffer.concat([bytes.subarray(0, 9), Buffer.from([0x07, 0, 0])]),
      'has a block that no frame may have',
    ],
    [
      'with a block that is too large',
      (bytes) => Buffer.concat([bytes.subarray(0, 9), Buffer.from([0xff, 0xff, 0xff])]),
      'has a block that no frame may have',
    ],
  ])('is told to be corrupt: data %s', async (_, change, message) => {
    const fault = await faultOf(decompress(change(framed(content))))

    expect(fault.code).toBe('layerCorrupt')
    expect(fault.message).toContain(message)
  })

  it.each([
    ['of its frame', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0xf8, 1, 0, 0])],
    ['of its one segment', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0x70, 1, 0, 0])],
    [
      'of its one segment, in four bytes',
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0x70, 1, 0, 0]),
    ],
  ])('is refused before a window is made that is too large: that %s', async (_, bytes) => {
    const fault = await faultOf(decompress(bytes))

    expect(fault.code).toBe('layerTooLarge')
    expect(fault.message).toContain('bytes of memory to be decompressed')
  })

  it('throws what its source throws', async () => {
    async function* broken() {
      yield framed(content).subarray(0, 5000)
      throw new RangeError('the line was cut')
    }

    await expect(gathered(unzstd(broken(), LIMIT, 65_536))).rejects.toThrow(RangeError)
    await expect(gathered(inScript(broken(), LIMIT))).rejects.toThrow(RangeError)
  })

  it('never is anything but a LayerError, whatever the bytes are', async () => {
    const good = framed(sampleBytes(2000))
    const flips = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(flips, async (changes) => {
        const bytes = Buffer.from(good)
        for (const [at, byte] of changes) bytes[at] = byte
        await decompress(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(LayerError))
      }),
      { numRuns: 60 },
    )
  })
})

describeWithPrograms('what the program makes', ['zstd'], () => {
  const content = sampleBytes(1_500_000)

  it.each([
    ['-1'],
    ['-3'],
    ['-19'],
    ['-3', '--long=25'],
    ['-3', '--no-check'],
    ['-3', '-B64K'],
    ['-3', '--rsyncable'],
  ])('is decompressed: %s %s', async (...options) => {
    const bytes = execFileSync('zstd', ['-q', '-c', ...options.filter(Boolean)], {
      input: content,
      maxBuffer: 1e9,
    })

    for (const [, decompress] of engines) expect((await decompress(bytes, 7001)).equals(content)).toBe(true)
  })
})

describe('data that never ends', () => {
  /** A table whose one symbol takes no bits: the library goes round in it for ever. */
  const endless = Buffer.concat([
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, 64]),
    Buffer.from([(14 << 3) | 4 | 1, 0, 0]),
    Buffer.from([0x02, 0x81, 0x02, 6, 0xf0, 0x03, 1, 1, 1, 1, 0, 0, 0, 0]),
  ])

  it('is given up after a while', () => {
    const pieces = [...new FrameReader(LIMIT).read(endless)]
    expect(pieces.map(({ kind }) => kind)).toEqual(['header', 'last-block'])

    expect(() => new FrameEngine(50).decompress(pieces)).toThrow(
      'one of its blocks is not decompressed within 50 ms',
    )
  })

  it('is stopped wherever it is', () => {
    const forEver = () => {
      for (;;) Math.sqrt(2)
    }

    expect(withinTime(20, forEver)).toBe(false)
    expect(withinTime(1000, () => undefined)).toBe(true)
    expect(() =>
      withinTime(1000, () => {
        throw new RangeError('its own')
      }),
    ).toThrow(RangeError)
  })
})
