import { peakMemory } from '@ingot/testkit/peak-memory'
import { withClient } from './catalog-site.ts'

/**
 * `FOLDER HOST`: looks into the layers of the large image at a registry, and tells by how many bytes the resident memory
 * of this process grew at its peak.
 */
const [folder = '', host = ''] = process.argv.slice(2)

const grown = await withClient(folder, async (client) => {
  await client.addRegistry({ params: { registry: 'bench' }, body: { server: host, plainHttp: true } })
  const base = `${host}/bench/base:1.0`
  await client.addBase({ body: { reference: base, generation: 'os' } })
  // To have everything loaded.
  await client.validateRuntime({ body: { reference: base, deep: true } })
  const before = process.memoryUsage().rss
  const report = await client.validateRuntime({ body: { reference: `${host}/bench/large:1.0`, deep: true } })
  const unread = report.findings.find(({ code }) => code === 'contentIncomplete')
  if (!report.deep || unread !== undefined) throw new Error('Expected all layers to be read')
  return peakMemory() - before
})
process.stdout.write(`${grown}\n`)
