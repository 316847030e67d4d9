import {
  createClient,
  type AccountSettings,
  type Client,
  type Image,
  type OperationName,
} from '@ingot/contract'
import { imageId } from '@ingot/core'
import { openLedger } from '@ingot/ledger'
import { kinds, openLocal } from '@ingot/server'
import { peakMemory } from '@ingot/testkit/peak-memory'

/**
 * `KIND PLACE`: what the command line does on a ledger of its own, with the accounts that come as a line of JSON on
 * standard input. `search`: adds an image that all of them have. `scan`: scans after each image of the account was registered.
 * Tells as a line of JSON how long that took, in s, the most memory, in bytes, and how many artifacts there were.
 */

interface Given {
  readonly name: string
  readonly settings: AccountSettings
  readonly secret: string
}

const needed: readonly OperationName[] = ['addAccount', 'addImage', 'scanAccounts']

async function accounts(): Promise<Given[]> {
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array)
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Given[]
}

async function search(client: Client): Promise<number> {
  const { rows } = await client.addImage({ body: { images: ['golden'], name: 'golden', os: 'linux' } })
  return rows.length
}

/** Registers what the account has: images of that many artifacts each, one in a region. */
async function register(place: string, count: number): Promise<void> {
  const ledger = await openLedger(place, { kinds })
  const perRegion = Math.ceil(count / 60)
  const changes = Array.from({ length: perRegion }, (_, index) => {
    const name = `generated.${index}`
    const body: Image = {
      id: imageId('local', name, '1.0'),
      catalog: 'local',
      name,
      version: '1.0',
      os: 'linux',
      traits: {},
      stages: [],
      artifacts: Array.from({ length: 60 }, (__, region) => ({
        name: `aws/aws/region-${String(region + 1).padStart(2, '0')}`,
        provider: 'aws',
        account: 'aws',
        region: `region-${String(region + 1).padStart(2, '0')}`,
        reference: `ami-f${index.toString(16).padStart(16, '0')}`,
        upstream: { name: `generated-${index}` },
      })),
    }
    return { kind: 'image', id: body.id, body }
  })
  await ledger.commit({ actor: 'bench', action: 'bench.fill', changes })
  await ledger.close()
}

const [, , kind, place = '', count = '0'] = process.argv
const given = await accounts()
const prepared = await openLocal({ place, operations: needed, actor: 'bench' })
const client = createClient(prepared.send)
for (const { name, settings, secret } of given) {
  await client.addAccount({ params: { account: name }, body: { settings, secret } })
}
await prepared.close()
if (kind === 'scan') await register(place, Number(count))

const begin = performance.now()
const local = await openLocal({ place, operations: needed, actor: 'bench' })
const asked = createClient(local.send)
let artifacts: number
if (kind === 'scan') {
  const { checked, findings, failures } = await asked.scanAccounts({ body: {} })
  if (findings.length > 0 || failures.length > 0) {
    throw new Error(`Expected nothing to be found: ${JSON.stringify(findings[0] ?? failures[0])}`)
  }
  artifacts = checked
} else {
  artifacts = await search(asked)
}
const seconds = (performance.now() - begin) / 1000
await local.close()
process.stdout.write(`${JSON.stringify({ seconds, memory: peakMemory(), artifacts })}\n`)
