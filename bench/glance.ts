import { startGlance } from '@ingot/testkit/glance-server'
import autocannon from 'autocannon'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Benchmark } from './benchmark.ts'

const names = Array.from({ length: 200 }, (_, index) => `golden.image.${index}`)
const versionsOfEach = 10
const connections = 8
const seconds = 5

interface Figures {
  /** How many times as many answers a second Ingot gives. */
  rate: number
  /** How many times longer Glance takes for the slowest hundredth of its answers. */
  p99: number
}

let measured: Promise<Figures> | undefined

/** Both figures come from one run against one pair of servers, one after the other on the same machine. */
function figures(): Promise<Figures> {
  measured ??= measure()
  return measured
}

async function measure(): Promise<Figures> {
  const glance = await startGlance()
  const folder = await mkdtemp(join(tmpdir(), 'ingot-bench-glance-'))
  try {
    const images = Array.from({ length: names.length * versionsOfEach }, (_, index) => ({
      name: names[index % names.length]!,
      version: `1.${Math.floor(index / names.length)}`,
    }))
    const ids = await glance.uploadAll(images.map(({ name }) => ({ name, bytes: Buffer.from(name) })))
    const given = images.map(({ name, version }, index) => [name, version, ids[index]])
    const ingot = await startIngot(join(folder, 'ledger.db'), given)
    try {
      const theirs = await load(glance.url, names.map(glanceRequest))
      const ours = await load(
        ingot.url,
        names.map((name) => ingotRequest(name, ingot.key)),
      )
      const rate = ours.requests.average / theirs.requests.average
      const p99 = theirs.latency.p99 / Math.max(ours.latency.p99, 1)
      process.stderr.write(
        `  Glance: ${theirs.requests.average} a second, p99 ${theirs.latency.p99} ms; Ingot: ${ours.requests.average} a second, p99 ${ours.latency.p99} ms\n`,
      )
      return { rate, p99 }
    } finally {
      ingot.kill()
    }
  } finally {
    await glance.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The newest active image of a name, as Glance is asked for it. */
function glanceRequest(name: string): autocannon.Request {
  const query = new URLSearchParams({ name, status: 'active', sort: 'created_at:desc', limit: '1' })
  return { method: 'GET', path: `/v2/images?${query.toString()}` }
}

function ingotRequest(name: string, key: string): autocannon.Request {
  const place = { provider: 'openstack', account: 'cloud', region: 'RegionOne' }
  return {
    method: 'POST',
    path: '/v1/resolve',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ name, ...place, trace: false }),
  }
}

async function load(url: string, requests: autocannon.Request[]): Promise<autocannon.Result> {
  const result = await autocannon({ url, connections, duration: seconds, requests })
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx + result.errors} requests to ${url} failed`)
  }
  return result
}

async function startIngot(
  place: string,
  images: object,
): Promise<{ url: string; key: string; kill(): void }> {
  const script = fileURLToPath(new URL('glance-process.mjs', import.meta.url))
  const child = spawn(process.execPath, [script, place], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(images))
  const [told] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { port, key } = JSON.parse(told) as { port: number; key: string }
  return { url: `http://127.0.0.1:${port}`, key, kill: () => child.kill() }
}

export const benchmarks: Benchmark[] = [
  {
    id: 'glance.rate',
    what: 'Newest active image by name among 2,000: answers a second, as a multiple of those of a real Glance',
    unit: '×',
    target: 50,
    better: 'more',
    run: async () => (await figures()).rate,
  },
  {
    id: 'glance.p99',
    what: 'The same: how many times longer the 99th percentile of Glance is',
    unit: '×',
    target: 20,
    better: 'more',
    run: async () => (await figures()).p99,
  },
]
