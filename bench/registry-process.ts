import { buildImage } from '@ingot/testkit/build-image'
import { startFakeRegistry } from '@ingot/testkit/fake-registry'
import { generateLayer } from '@ingot/testkit/generate-layer'
import { tinyBase } from '@ingot/testkit/tiny-base'
import { runtimeLabels } from './runtime-labels.ts'

/**
 * `FOLDER LAYERS BYTES FILES`: serves an image with so many large layers, each of so many bytes in so many files, and
 * tells a line of JSON: the host, and the file of the lowest of them.
 */
const [folder = '', count = '0', bytes = '0', files = '0'] = process.argv.slice(2)
process.on('SIGTERM', () => process.exit())

const layers: Awaited<ReturnType<typeof generateLayer>>[] = []
for (let seed = 0; seed < Number(count); seed += 1) {
  layers.push(await generateLayer({ folder, size: Number(bytes), files: Number(files), seed }))
}
const base = tinyBase()
const registry = await startFakeRegistry()
registry.push('bench/base', '1.0', base)
registry.push('bench/large', '1.0', buildImage({ base, layers, ...runtimeLabels('Large', 1) }))
const content = layers[0]?.content
const file = content !== undefined && 'file' in content ? content.file : ''
process.stdout.write(`${JSON.stringify({ host: registry.host, file })}\n`)
