import autocannon from 'autocannon'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Benchmark } from './benchmark.ts'

interface Figures {
  shareWithoutTrace: number
  shareWithTrace: number
  p99: number
}

interface Running {
  process: ChildProcess
  port: number
  key?: string
}

const connections = 8
const seconds = 4

let measured: Promise<Figures> | undefined

/** All figures come from one run against one pair of servers, so they share a machine and a moment. */
function figures(): Promise<Figures> {
  measured ??= measure()
  return measured
}

async function measure(): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'ingot-bench-http-'))
  const ingot = await start(['ingot', join(folder, 'ledger.db')])
  try {
    const plain = await compare(ingot, requestBodies(false))
    const traced = await compare(ingot, requestBodies(true))
    return { shareWithoutTrace: plain.share, shareWithTrace: traced.share, p99: plain.p99 }
  } finally {
    ingot.process.kill()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Requests to Ingot and to the bare server in turns, twice each; the better of each counts, since noise only slows. */
async function compare(ingot: Running, bodies: string[]): Promise<{ share: number; p99: number }> {
  const answers: [string, string][] = []
  for (const body of bodies) answers.push([body, await answerOf(ingot, body)])
  const bare = await start(['bare'], `${JSON.stringify(answers)}\n`)
  try {
    const ours: autocannon.Result[] = []
    const theirs: autocannon.Result[] = []
    for (let round = 0; round < 2; round += 1) {
      theirs.push(await load(bare, bodies))
      ours.push(await load(ingot, bodies))
    }
    const best = (results: autocannon.Result[]) =>
      Math.max(...results.map((result) => result.requests.average))
    return { share: best(ours) / best(theirs), p99: Math.min(...ours.map((result) => result.latency.p99)) }
  } finally {
    bare.process.kill()
  }
}

function requestBodies(trace: boolean): string[] {
  return Array.from({ length: 50 }, (_, index) =>
    JSON.stringify({
      name: `bench.image.${index}`,
      provider: 'azure',
      region: `region-${10 + (index % 20)}`,
      trace,
    }),
  )
}

function headers({ key }: Running): Record<string, string> {
  return {
    'content-type': 'application/json',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  }
}

async function answerOf(server: Running, body: string): Promise<string> {
  const url = `http://127.0.0.1:${server.port}/v1/resolve`
  const response = await fetch(url, { method: 'POST', headers: headers(server), body })
  const text = await response.text()
  if (response.status !== 200 || !text.includes('"resolved"'))
    throw new Error(`Cannot resolve ${body}: ${text}`)
  return text
}

async function load(server: Running, bodies: string[]): Promise<autocannon.Result> {
  const result = await autocannon({
    url: `http://127.0.0.1:${server.port}`,
    connections,
    duration: seconds,
    requests: bodies.map((body) => ({
      method: 'POST' as const,
      path: '/v1/resolve',
      headers: headers(server),
      body,
    })),
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx + result.errors} requests failed`)
  return result
}

async function start(args: string[], input?: string): Promise<Running> {
  const script = fileURLToPath(new URL('http-process.mjs', import.meta.url))
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  if (input !== undefined) child.stdin.write(input)
  const [told] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { process: child, ...(JSON.parse(told) as { port: number; key?: string }) }
}

export const benchmarks: Benchmark[] = [
  {
    id: 'http.resolve',
    what: 'POST /v1/resolve over 10,000 images × 30 artifacts, as a share of a bare node:http server with a Map',
    unit: '×',
    target: 0.5,
    better: 'more',
    run: async () => (await figures()).shareWithoutTrace,
  },
  {
    id: 'http.resolve.p99',
    what: 'POST /v1/resolve: 99th percentile of latency at 8 connections',
    unit: 'ms',
    target: 3,
    better: 'less',
    run: async () => (await figures()).p99,
  },
  {
    id: 'http.resolve.trace',
    what: 'POST /v1/resolve with the full trace, as a share of the bare server sending the same bytes',
    unit: '×',
    target: 0.2,
    better: 'more',
    run: async () => (await figures()).shareWithTrace,
  },
]
