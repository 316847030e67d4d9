import {
  buildImage,
  buildIndex,
  buildLayer,
  bundleScript,
  digestOf,
  generateLayer,
  startFakeRegistry,
  type BuiltLayer,
  type BuiltManifest,
  type FakeRegistry,
  type TarEntry,
} from '@ingot/testkit'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRuntime, ubuntu } from '../testing/sample-runtime.ts'

const run = promisify(execFile)
const MB = 1_000_000

let registry: FakeRegistry
let folder: string
let script: string

beforeAll(async () => {
  registry = await startFakeRegistry()
  folder = await mkdtemp(join(tmpdir(), 'ingot-memory-'))
  script = await bundleScript(fileURLToPath(new URL('../testing/memory-process.ts', import.meta.url)))
  registry.push('team/warm', '1.0', buildRuntime())
})

afterAll(async () => {
  await registry.close()
  await Promise.all([folder, script].map((path) => rm(path, { recursive: true, force: true })))
})

/** By how many bytes a process grows that looks into an image, and what it finds. */
async function measured(image: BuiltManifest): Promise<{ grown: number; found: string[] }> {
  registry.push('team/image', '1.0', image)
  const [warm, large] = ['warm', 'image'].map((name) => `${registry.host}/team/${name}:1.0`)
  const { stdout } = await run(process.execPath, [script, registry.host, warm!, large!])
  return JSON.parse(stdout) as { grown: number; found: string[] }
}

/** A layer of any bytes; its digest is theirs. */
const layerOf = (content: Uint8Array): BuiltLayer => ({
  ...buildLayer({}),
  content,
  digest: digestOf(content),
})

const on = (...layers: (BuiltLayer | readonly TarEntry[])[]) => buildRuntime({ edition: 'Large' }, { layers })

const long = `${'x'.repeat(200)}/`.repeat(19)
const many = (count: number, entry: (index: number) => TarEntry) =>
  Array.from({ length: count }, (_, index) => entry(index))

describe('the memory of a process', () => {
  it('grows little with an image of 300 MB in 20,000 files', async () => {
    const layer = (seed: number) => generateLayer({ folder, size: 100 * MB, files: 7000, seed })
    const { grown, found } = await measured(on(await layer(0), await layer(1), await layer(2)))

    expect(found).not.toContain('contentIncomplete')
    expect(grown).toBeLessThan(150 * MB)
  })

  it.each<[string, () => BuiltManifest, string]>([
    [
      'configurations of 80 MB in an index',
      () =>
        buildIndex({
          manifests: Array.from({ length: 40 }, (_, index) =>
            buildImage({
              base: ubuntu,
              architecture: `a${index}`,
              labels: { a: String(index).padEnd(1_900_000) },
            }),
          ),
        }),
      'imageMalformed',
    ],
    [
      'values that are larger in memory than in JSON',
      () =>
        buildRuntime(
          {},
          {
            changeConfig: (config) =>
              Buffer.from(JSON.stringify(config).replace('{', `{"x":[${'{},'.repeat(2_700_000)}0],`)),
          },
        ),
      'imageMalformed',
    ],
    [
      'long names of files that seem to be worth keeping',
      () => on(many(30_000, (index) => ({ path: `usr/local/bin/${long.slice(20)}${index}` }))),
      'tagMutable',
    ],
    [
      'long names of whiteouts',
      () => on(many(7000, (index) => ({ path: `${long}.wh.${index}` }))),
      'layerTooLarge',
    ],
    [
      'a path of a megabyte in each of 300 layers',
      () => {
        const layer = buildLayer({ entries: [{ path: `../${'x'.repeat(MB)}` }] })
        return on(...Array.from({ length: 300 }, () => layer))
      },
      'layerPathOutside',
    ],
    [
      'a path of a megabyte for each type of entries',
      () =>
        on(
          Array.from('ABCDEFGHIJMNOPQRTUVWXYZabcdefhijklmnopqrstuvwyz', (flag) => ({
            path: `${'y'.repeat(MB)}${flag}`,
            flag,
          })),
        ),
      'layerEntryUnusual',
    ],
    [
      'frames of a hundred bytes that state windows of 64 MiB',
      () => on(layerOf(Buffer.concat(Array.from({ length: 2000 }, () => tinyFrame)))),
      'layerMalformed',
    ],
  ])('grows little with what is made to fill it: %s', async (_, make, code) => {
    const { grown, found } = await measured(make())

    expect(found).toContain(code)
    expect(grown).toBeLessThan(150 * MB)
  })
})

/** A frame of Zstandard with a window of 64 MiB whose one block makes 100 times the letter x. */
const tinyFrame = Buffer.from([
  0x28,
  0xb5,
  0x2f,
  0xfd,
  0,
  (26 - 10) << 3,
  ((100 << 3) | 0b011) & 0xff,
  (100 << 3) >> 8,
  0,
  0x78,
])
