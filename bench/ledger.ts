import type { Image } from '@ingot/contract'
import { imageId } from '@ingot/core'
import { openLedger, type Ledger } from '@ingot/ledger'
import { startPostgres } from '@ingot/testkit/postgres-server'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Benchmark } from './benchmark.ts'

const IMAGES = 100_000
const IMAGES_A_COMMIT = 5_000
const VERSIONS_OF_A_NAME = 20
const SECONDS_OF_COMMITS = 4
const subscription = '5f4c1a2e-8d3b-4f6a-9c7e-0123456789ab'
const regions = [
  'eastus',
  'westus2',
  'southcentralus',
  'westeurope',
  'northeurope',
  'uksouth',
  'japaneast',
  'us-east-1',
  'eu-central-1',
  'ap-southeast-2',
]

/** A golden image as a site has them: one artifact per region, on two clouds. */
function benchImage(index: number): Image {
  const name = `site.image.${Math.floor(index / VERSIONS_OF_A_NAME)}`
  const version = `2026.${index % VERSIONS_OF_A_NAME}.1`
  return {
    id: imageId('local', name, version),
    catalog: 'local',
    name,
    version,
    label: `Golden image ${name}`,
    os: 'linux',
    architecture: 'x86_64',
    traits: { runtime: '7.2.17', hardening: 'cis_server_l1' },
    stages: [{ state: 'active', from: '2026-01-01T00:00:00.000Z', reason: 'built' }],
    artifacts: regions.map((region, place) =>
      benchArtifact(region, index * regions.length + place, name, version),
    ),
  }
}

function benchArtifact(
  region: string,
  number: number,
  name: string,
  version: string,
): Image['artifacts'][number] {
  const common = { name: `${name}/${region}`, region, architecture: 'x86_64' as const }
  if (region.includes('-')) {
    const reference = `ami-${number.toString(16).padStart(17, '0')}`
    return { ...common, provider: 'aws', account: '123456789012', reference }
  }
  const gallery = `/subscriptions/${subscription}/resourceGroups/images/providers/Microsoft.Compute/galleries/golden`
  return {
    ...common,
    provider: 'azure',
    account: subscription,
    reference: `${gallery}/images/${name}/versions/${version}`,
  }
}

/** Commits of one image each, one after another, each waited for: how many a second. Making the images is not timed. */
async function commitsASecond(ledger: Ledger): Promise<number> {
  const images = Array.from({ length: 20_000 }, (_, index) => benchImage(index))
  const commitOne = (index: number) => {
    const image = images[index % images.length]!
    const changes = [{ kind: 'image', id: image.id, body: image }]
    return ledger.commit({ actor: 'bench', action: 'image.create', changes })
  }
  for (let index = 0; index < 200; index += 1) await commitOne(index)
  const begin = performance.now()
  let commits = 0
  while (performance.now() - begin < SECONDS_OF_COMMITS * 1000) {
    await commitOne(200 + commits)
    commits += 1
  }
  return (commits * 1000) / (performance.now() - begin)
}

async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'ingot-bench-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function withLedger<Result>(place: string, work: (ledger: Ledger) => Promise<Result>): Promise<Result> {
  const ledger = await openLedger(place)
  try {
    return await work(ledger)
  } finally {
    await ledger.close()
  }
}

async function onPostgres(): Promise<number> {
  const server = await startPostgres()
  try {
    const { url } = await server.createSchema()
    return await withLedger(url, commitsASecond)
  } finally {
    await server.stop()
  }
}

interface Load {
  seconds: number
  megabytes: number
}

let load: Promise<Load> | undefined

/** Loads a ledger of many images in a process of its own, whose memory is then that of the load; measured once. */
function measuredLoad(): Promise<Load> {
  load ??= withFolder(async (folder) => {
    const place = join(folder, 'ledger.db')
    await withLedger(place, fill)
    const program = fileURLToPath(new URL('ledger-process.mjs', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [program, place])
    return JSON.parse(stdout) as Load
  })
  return load
}

async function fill(ledger: Ledger): Promise<void> {
  for (let start = 0; start < IMAGES; start += IMAGES_A_COMMIT) {
    const changes = Array.from({ length: IMAGES_A_COMMIT }, (_, offset) => {
      const image = benchImage(start + offset)
      return { kind: 'image', id: image.id, body: image }
    })
    await ledger.commit({ actor: 'bench', action: 'image.create', changes })
  }
}

export const benchmarks: Benchmark[] = [
  {
    id: 'ledger-commits-sqlite',
    what: 'durable commits of one image with 10 artifacts each, SQLite, one writer, each acknowledged alone',
    unit: 'commits/s',
    target: 1000,
    better: 'more',
    run: () => withFolder((folder) => withLedger(join(folder, 'ledger.db'), commitsASecond)),
  },
  {
    id: 'ledger-commits-postgres',
    what: 'the same on PostgreSQL',
    unit: 'commits/s',
    target: 300,
    better: 'more',
    run: onPostgres,
  },
  {
    id: 'ledger-load-time',
    what: 'load of 100,000 images with 10 artifacts each from SQLite',
    unit: 's',
    target: 6,
    better: 'less',
    run: async () => (await measuredLoad()).seconds,
  },
  {
    id: 'ledger-load-memory',
    what: 'peak of resident memory of the process that loads them',
    unit: 'MB',
    target: 1000,
    better: 'less',
    run: async () => (await measuredLoad()).megabytes,
  },
]
