import type { Catalog, Client, Consumer, Image } from '@ingot/contract'
import { openLedger, type Change, type Ledger } from '@ingot/ledger'
import { installCatalogs, kinds } from '@ingot/server'
import { execFile, spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Benchmark } from './benchmark.ts'
import { catalogText, imageChange } from './catalog.ts'
import { fill, loader, withClient, withFolder, withServer, withSource } from './catalog-site.ts'
import { requestBytes, requestsASecond } from './socket-load.ts'
import { signedHeaders, type Signer } from './signing.ts'

const COPIES = 100

const DERIVED = 7_000

/** Of each access key: one for each second of a window that the server accepts. */
const SIGNATURES = 1_500

interface SyncTimes {
  first: number
  again: number
}

let syncTimes: Promise<SyncTimes> | undefined

function measuredSync(): Promise<SyncTimes> {
  syncTimes ??= withFolder((folder) =>
    withClient(folder, (client, ledger) => withSource((host) => syncTwice(client, ledger, host))),
  )
  return syncTimes
}

async function syncTwice(client: Client, ledger: Ledger, host: string): Promise<SyncTimes> {
  const params = { catalog: 'cdp-default' }
  const before = ledger.snapshot().revision
  const first = await timed(() =>
    client.addSource({
      params,
      body: { type: 'runtime', from: `http://${host}/catalog.json`, allowHost: host },
    }),
  )
  const commits = ledger.snapshot().revision - before
  if (commits !== 1) throw new Error(`Expected one commit, but there were ${commits}`)
  const times: number[] = []
  for (let round = 0; round < 5; round += 1)
    times.push(await timed(() => client.syncCatalog({ params, body: {} })))
  if (ledger.snapshot().revision !== before + 1) throw new Error('Expected no commit where nothing changed')
  return { first, again: median(times) }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}

function percentile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? Number.NaN
}

interface Large {
  seconds: number
  megabytes: number
  p99: number
}

let large: Promise<Large> | undefined

/** A ledger of a hundred catalogs: loaded by a process of its own, then served by another and asked. */
function measuredLarge(): Promise<Large> {
  large ??= withFolder(async (folder) => {
    const place = join(folder, 'ledger.db')
    const ledger = await openLedger(place, { kinds })
    await installCatalogs(ledger, new Date())
    await fill(ledger, COPIES)
    await ledger.close()
    const { stdout } = await promisify(execFile)(process.execPath, [loader, 'load', place])
    const { seconds, megabytes } = JSON.parse(stdout) as { seconds: number; megabytes: number }
    const p99 = await withServer(place, async (url, [signer]) => findDefaults(url, signer!))
    return { seconds, megabytes, p99 }
  })
  return large
}

async function findDefaults(url: string, signer: Signer): Promise<number> {
  const path = '/api/v1/imagecatalog/findDefaultImage'
  const times: number[] = []
  for (let round = 0; round < 3000; round += 1) {
    const body = {
      provider: ['AWS', 'AZURE', 'GCP'][round % 3],
      imageType: 'RUNTIME',
      runtimeVersion: ['7.2.16', '7.2.17', '7.2.18'][Math.floor(round / 3) % 3],
    }
    const headers = signedHeaders(signer, path, new Date())
    const begin = performance.now()
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    const text = await response.text()
    times.push(performance.now() - begin)
    if (!response.ok) throw new Error(`Cannot find ${JSON.stringify(body)}: ${text}`)
  }
  return percentile(times, 0.99)
}

/** Requests whose signatures all differ, so that each has to be verified. */
async function signedRequests(): Promise<number> {
  return withFolder((folder) =>
    withServer(join(folder, 'ledger.db'), (url, signers) => {
      const path = '/api/v1/imagecatalog/listCustomCatalogs'
      const now = Date.now()
      const place = new URL(url)
      const bytesOf = (signer: Signer, second: number) => {
        const date = new Date(now - (second - SIGNATURES / 2) * 1000)
        return requestBytes(place, path, signedHeaders(signer, path, date), '{}')
      }
      const lists = signers.map((signer) =>
        Array.from({ length: SIGNATURES }, (_, second) => bytesOf(signer, second)),
      )
      return requestsASecond(place, lists)
    }),
  )
}

/** The listing as a client gets it, over a custom catalog whose images all derive from different ones. */
async function upgradeListing(): Promise<number> {
  return withFolder((folder) =>
    withClient(folder, async (client, ledger) => {
      const sources = (await fill(ledger, Math.ceil(DERIVED / 670))).filter(isOnAws).slice(0, DERIVED)
      await ledger.commit({ actor: 'bench', action: 'bench.fill', changes: derivedChanges(sources) })
      const times: number[] = []
      for (let round = 0; round < 15; round += 1) {
        times.push(
          await timed(() => client.listUpgrades({ params: { consumer: 'bench' }, query: { brief: true } })),
        )
      }
      return median(times)
    }),
  )
}

function isOnAws({ artifacts, cloudbreak }: Image): boolean {
  return cloudbreak?.list === 'cdh-images' && artifacts.length > 0
}

function derivedChanges(sources: readonly Image[]): Change[] {
  const created = '2026-01-01T00:00:00.000Z'
  const catalog: Catalog = { name: 'hardened', type: 'custom', owner: 'bench', created }
  const derived = sources.map((source): Image => ({
    id: `d${source.id.slice(1)}`,
    catalog: 'hardened',
    name: source.name,
    version: source.version,
    traits: {},
    artifacts: [],
    stages: [],
    derived: { source: { catalog: source.catalog, id: source.id }, type: 'runtime', created },
  }))
  const first = sources[0]
  const consumer: Consumer = {
    id: '11111111-2222-4333-8444-555555555555',
    type: 'datahub',
    name: 'bench',
    provider: first?.artifacts[0]?.provider ?? 'aws',
    region: first?.artifacts[0]?.region ?? 'us-west-2',
    architecture: 'x86_64',
    image: { catalog: 'hardened', id: derived[0]?.id ?? '' },
    owner: 'bench',
    created,
  }
  return [
    { kind: 'catalog', id: catalog.name, body: catalog },
    { kind: 'consumer', id: consumer.id, body: consumer },
    ...derived.map(imageChange),
  ]
}

/** A command of a person who looks for an image, as a process on a ledger that holds the catalog. */
async function commandTime(): Promise<number> {
  return withFolder(async (folder) => {
    const program = join(process.cwd(), 'packages', 'cli', 'bin', 'ingot.cjs')
    const file = join(folder, 'catalog.json')
    await writeFile(file, catalogText())
    const run = (args: string[]) => {
      const begin = performance.now()
      const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
        cwd: folder,
        encoding: 'utf8',
      })
      if (status !== 0) throw new Error(`"ingot ${args.join(' ')}" ended with ${status}: ${stderr}`)
      return performance.now() - begin
    }
    run(['catalog', 'add-source', 'cdp-default', '--type', 'runtime', '--from', file])
    const search = ['image', 'list', '--catalog', 'cdp-default', '--where', 'runtime=7.2.17', '--newest']
    return median(Array.from({ length: 15 }, () => run(search)))
  })
}

export const benchmarks: Benchmark[] = [
  {
    id: 'cdp.sync-first',
    what: 'First sync of a catalog of 3.7 MB from a local server, in one commit',
    unit: 'ms',
    target: 1500,
    better: 'less',
    run: async () => (await measuredSync()).first,
  },
  {
    id: 'cdp.sync-again',
    what: 'Sync of the same catalog when nothing changed, without a commit, median of 5',
    unit: 'ms',
    target: 150,
    better: 'less',
    run: async () => (await measuredSync()).again,
  },
  {
    id: 'cdp.load-time',
    what: 'Load of 100 times that catalog: 67,700 images, 1.85 million references',
    unit: 's',
    target: 12,
    better: 'less',
    run: async () => (await measuredLarge()).seconds,
  },
  {
    id: 'cdp.load-memory',
    what: 'Peak of resident memory of the process that loads them',
    unit: 'MB',
    target: 2000,
    better: 'less',
    run: async () => (await measuredLarge()).megabytes,
  },
  {
    id: 'cdp.find-default.p99',
    what: 'findDefaultImage over them by signed requests, 99th percentile of 3,000',
    unit: 'ms',
    target: 10,
    better: 'less',
    run: async () => (await measuredLarge()).p99,
  },
  {
    id: 'cdp.upgrade-list',
    what: 'Upgrade listing of a consumer on a catalog of 7,000 derived images, as clients of CDP get it, median of 15',
    unit: 'ms',
    target: 50,
    better: 'less',
    run: upgradeListing,
  },
  {
    id: 'cdp.signed',
    what: 'Signed requests over HTTP, every signature a new one (Ed25519)',
    unit: 'requests/s',
    target: 5000,
    better: 'more',
    run: signedRequests,
  },
  {
    id: 'cdp.command',
    what: 'Time of "ingot image list" by traits as a process on a ledger that holds the catalog, median of 15',
    unit: 'ms',
    target: 500,
    better: 'less',
    run: commandTime,
  },
]
