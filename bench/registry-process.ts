import { buildImage } from '@ingot/testkit/build-image'
import { startFakeRegistry } from '@ingot/testkit/fake-registry'
import { generateLayer } from '@ingot/testkit/generate-layer'
import { tinyBase } from '@ingot/testkit/tiny-base'
import { runtimeLabels } from './runtime-labels.ts'

/**
 * `FOLDER BYTES FILES`: serves an image whose one large layer holds that many bytes in that many files, and tells a line
 * of JSON: the host, the reference, and the file of the layer.
 */
const [folder = '', bytes = '0', files = '0'] = process.argv.slice(2)
process.on('SIGTERM', () => process.exit())

const layer = await generateLayer({ folder, size: Number(bytes), files: Number(files) })
const base = tinyBase()
const registry = await startFakeRegistry()
registry.push('bench/base', '1.0', base)
registry.push('bench/large', '1.0', buildImage({ base, layers: [layer], ...runtimeLabels('Large', 1) }))
const { content } = layer
const file = typeof content === 'object' && 'file' in content ? content.file : ''
process.stdout.write(`${JSON.stringify({ host: registry.host, file })}\n`)
