import { operations, type OperationName } from '@ingot/contract'
import { peakMemory } from '@ingot/testkit/peak-memory'
import { openRegistrySite } from './registry-site.ts'

/**
 * `HOST WARM REFERENCE`: looks into images of a registry in a process of its own, the first to have everything loaded;
 * then tells a line of JSON: by how many bytes the resident memory grew at its peak with the second, and the codes of
 * what was found in it.
 */
const [host = '', warm = '', reference = ''] = process.argv.slice(2)
const site = await openRegistrySite({ operations: Object.keys(operations) as OperationName[] })
const { client } = site
await client.addRegistry({ params: { registry: 'hostile' }, body: { server: host, plainHttp: true } })
await client.validateRuntime({ body: { reference: warm, deep: true } })

const before = process.memoryUsage().rss
const { findings } = await client.validateRuntime({ body: { reference, deep: true } })
const grown = peakMemory() - before
const found = [...new Set(findings.map(({ code }) => code.replace(/:.*/, '')))]
process.stdout.write(`${JSON.stringify({ grown, found })}\n`)
await site.close()
