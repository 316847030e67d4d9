import { ContentFold } from '@ingot/core'
import { tarOf } from '@ingot/testkit'
import { describe, expect, it } from 'vitest'
import { scanLayers } from './scan-layers.ts'

const MIB = 1024 * 1024
const FILES = 64_000
const LARGE = 256 * MIB

/** An archive of many small files and a large one, made as it is read. */
async function* largeArchive(): AsyncGenerator<Uint8Array> {
  let chunk: Uint8Array[] = []
  for (let index = 0; index < FILES; index += 1) {
    const path = `opt/conda/lib/python3.11/site-packages/package_${index % 5000}/module_${index}.py`
    chunk.push(tarOf([{ path, content: 'x'.repeat(300) }]).subarray(0, 1024))
    if (chunk.length < 64) continue
    yield Buffer.concat(chunk)
    chunk = []
  }
  yield tarOf([{ path: 'opt/large', size: LARGE }]).subarray(0, 512)
  const zeros = Buffer.alloc(65_536)
  for (let left = LARGE; left > 0; left -= zeros.length) yield zeros
  yield Buffer.alloc(1024)
}

/** Of this thread alone, whatever other tests do beside it. */
function memory(): number {
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / MIB
}

describe('a layer that is large, and has many files', () => {
  it('is scanned without being kept, and lets others have their turn', async () => {
    const mediaType = 'application/vnd.oci.image.layer.v1.tar'
    const image = {
      platform: 'linux/amd64',
      manifest: 'sha256:manifest',
      layers: [{ digest: 'sha256:large', size: LARGE + FILES * 1024, mediaType }],
      diffIds: [],
      annotations: {},
      labels: {},
      env: {},
    }
    const fold = new ContentFold({ baseLayers: 0 })
    const before = memory()
    let [most, turns] = [0, 0]
    const timer = setInterval(() => {
      turns += 1
      most = Math.max(most, memory() - before)
    }, 5)

    const scan = await scanLayers(image, largeArchive, fold)
    clearInterval(timer)

    expect(scan).toMatchObject({ entries: FILES + 1, isComplete: true, findings: [] })
    expect(turns).toBeGreaterThan(10)
    expect(most).toBeLessThan(150)
    const path = 'opt/conda/lib/python3.11/site-packages/package_7/module_5007.py'
    expect(fold.facts(true).find(path)?.type).toBe('file')
  })
})
