import type { Image } from '@ingot/contract'
import { imageId } from '@ingot/core'
import { openLedger } from '@ingot/ledger'
import { createLogger, installCatalogs, kinds, serve } from '@ingot/server'

/**
 * `PLACE`: what `ingot serve` runs, on a ledger with the images that come as a line of JSON on standard input:
 * `[name, version, reference]` each. Tells its port and key as a line of JSON.
 */

type Given = readonly [name: string, version: string, reference: string]

function imageOf([name, version, reference]: Given): Image {
  return {
    id: imageId('local', name, version),
    catalog: 'local',
    name,
    version,
    os: 'linux',
    traits: {},
    stages: [],
    artifacts: [
      { name: 'openstack', provider: 'openstack', account: 'cloud', region: 'RegionOne', reference },
    ],
  }
}

async function givenImages(): Promise<Given[]> {
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array)
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Given[]
}

process.on('SIGTERM', () => process.exit())
const place = process.argv[2]!
const ledger = await openLedger(place, { kinds })
await installCatalogs(ledger, new Date())
const changes = (await givenImages()).map(imageOf).map((body) => ({ kind: 'image', id: body.id, body }))
await ledger.commit({ actor: 'bench', action: 'bench.fill', changes })
await ledger.close()
const server = await serve({ place, port: 0, version: '0.0.0', logger: createLogger('info') })
process.stdout.write(`${JSON.stringify({ port: Number(new URL(server.url).port), key: server.key })}\n`)
