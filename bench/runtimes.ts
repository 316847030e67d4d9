import type { Client, RepoEntry } from '@ingot/contract'
import { pickRuntime, prepareRuntimes, type PickableRuntime } from '@ingot/core'
import { buildImage } from '@ingot/testkit/build-image'
import { startDockerRegistry } from '@ingot/testkit/docker-registry'
import { tinyBase } from '@ingot/testkit/tiny-base'
import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Benchmark } from './benchmark.ts'
import { withClient, withFolder } from './catalog-site.ts'
import { runtimeLabels } from './runtime-labels.ts'

const RUNTIMES = 10_000
const PARALLEL = 16
const VALIDATIONS = 800

const LAYER_BYTES = 1_000_000_000
const LAYER_FILES = 20_000
/** Of the image that memory is measured with. */
const LAYERS = 5

function percentile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? Number.NaN
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

interface Cheap {
  median: number
  aSecond: number
}

let cheap: Promise<Cheap> | undefined

/** Validations of an image with its base on Debian's registry: one after the other, then many at the same time. */
function measuredCheap(): Promise<Cheap> {
  cheap ??= withFolder((folder) =>
    withClient(folder, async (client) => {
      const registry = await startDockerRegistry()
      try {
        const base = tinyBase()
        await registry.push('bench/base', '1.0', base)
        const image = buildImage({
          base,
          layers: [[{ path: 'opt/own', content: 'own' }]],
          ...runtimeLabels('Bench', 1),
        })
        await registry.push('bench/runtime', '1.0', image)
        return await validations(client, registry.host, 'bench/runtime')
      } finally {
        await registry.stop()
      }
    }),
  )
  return cheap
}

/** The same on the testkit's registry in a process of its own, which leaves the client more of the machine. */
function parallelOnTestkit(): Promise<number> {
  return withFolder((folder) =>
    withLargeImage(
      folder,
      1,
      (host) =>
        withClient(folder, async (client) => (await validations(client, host, 'bench/large')).aSecond),
      [100_000, 10],
    ),
  )
}

async function validations(client: Client, host: string, repository: string): Promise<Cheap> {
  await client.addRegistry({ params: { registry: 'bench' }, body: { server: host, plainHttp: true } })
  await client.addBase({ body: { reference: `${host}/bench/base:1.0`, generation: 'os' } })
  const validate = async () => {
    const { valid, findings } = await client.validateRuntime({
      body: { reference: `${host}/${repository}:1.0` },
    })
    if (!valid) throw new Error(`Expected a valid image, got ${JSON.stringify(findings)}`)
  }
  const times: number[] = []
  for (let round = 0; round < 50; round += 1) times.push(await timed(validate))
  const lane = async () => {
    for (let round = 0; round < VALIDATIONS / PARALLEL; round += 1) await validate()
  }
  const rounds: number[] = []
  // The better of two counts, since noise only slows.
  for (let round = 0; round < 2; round += 1) {
    rounds.push(await timed(() => Promise.all(Array.from({ length: PARALLEL }, lane))))
  }
  return { median: percentile(times.slice(5), 0.5), aSecond: VALIDATIONS / (Math.min(...rounds) / 1000) }
}

/** A deep validation of a large layer, beside `zcat | tar t` on its file: in turns, the better of each counts. */
function deepRatio(): Promise<number> {
  return withFolder((folder) =>
    withLargeImage(folder, 1, (host, file) =>
      withClient(folder, async (client) => {
        await client.addRegistry({ params: { registry: 'bench' }, body: { server: host, plainHttp: true } })
        await client.addBase({ body: { reference: `${host}/bench/base:1.0`, generation: 'os' } })
        const ours: number[] = []
        const theirs: number[] = []
        for (let round = 0; round < 2; round += 1) {
          theirs.push(
            await timed(async () => execFileSync('sh', ['-c', `zcat '${file}' | tar t > /dev/null`])),
          )
          ours.push(await timed(() => validateDeep(client, `${host}/bench/large:1.0`)))
        }
        return Math.min(...theirs) / Math.min(...ours)
      }),
    ),
  )
}

/** In a process of its own, for what others did before would count too. */
function deepMemory(): Promise<number> {
  const script = fileURLToPath(new URL('deep-process.mjs', import.meta.url))
  return withFolder((folder) =>
    withLargeImage(folder, LAYERS, async (host) => {
      const { stdout } = await promisify(execFile)(process.execPath, [script, folder, host])
      return Number(stdout) / 1_000_000
    }),
  )
}

async function validateDeep(client: Client, reference: string): Promise<void> {
  const report = await client.validateRuntime({ body: { reference, deep: true } })
  if (!report.deep || report.bytes < LAYER_BYTES / 10) throw new Error('Expected the layers to be read')
}

async function withLargeImage<Result>(
  folder: string,
  layers: number,
  work: (host: string, file: string) => Promise<Result>,
  [bytes, files]: readonly [bytes: number, files: number] = [LAYER_BYTES, LAYER_FILES],
): Promise<Result> {
  const script = fileURLToPath(new URL('registry-process.mjs', import.meta.url))
  const args = [script, folder, ...[layers, bytes, files].map(String)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [told] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const { host, file } = JSON.parse(told) as { host: string; file: string }
    return await work(host, file)
  } finally {
    child.kill()
  }
}

/** Runtimes as large sites have them: two editors, five kernels, twenty editions, and fifty versions of each. */
function entries(count: number): RepoEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const short = `${2016 + (index % 5)}.0${1 + (Math.floor(index / 5) % 5)}`
    const maintenance = 1 + (Math.floor(index / 25) % 2)
    const group = Math.floor(index / 50)
    return {
      image_identifier: `registry.example.com/team/runtime-${group}:${short}.${maintenance}-b1`,
      runtime_metadata_version: 2,
      editor: group % 2 === 0 ? 'PBJ Workbench' : 'JupyterLab',
      kernel: `Python 3.${9 + (Math.floor(group / 2) % 5)}`,
      edition: `Edition ${Math.floor(group / 10)}`,
      description: 'A runtime to measure with',
      full_version: `${short}.${maintenance}-b1`,
      short_version: short,
      maintenance_version: maintenance,
      git_hash: '',
      gbn: 0,
    }
  })
}

async function pickTime(): Promise<number> {
  const runtimes = entries(RUNTIMES).map((entry, index): PickableRuntime => ({
    id: String(index),
    identifier: entry.image_identifier,
    metadata: {
      editor: entry.editor,
      kernel: entry.kernel,
      edition: entry.edition,
      shortVersion: entry.short_version,
      maintenanceVersion: entry.maintenance_version,
      fullVersion: entry.full_version,
    },
    status: index % 10 === 0 ? 'DISABLED' : 'ENABLED',
  }))
  const index = prepareRuntimes(runtimes)
  const times: number[] = []
  for (let round = 0; round < 2000; round += 1) {
    const { editor, kernel, edition, shortVersion } = runtimes[(round * 37) % RUNTIMES]!.metadata
    const request = { editor, kernel, edition, ...(round % 2 === 0 ? { version: shortVersion } : {}) }
    times.push(await timed(async () => pickRuntime(index, request)))
  }
  return percentile(times, 0.99)
}

async function syncTime(): Promise<number> {
  const content = JSON.stringify({ assembly_metadata_version: 1, runtimes: entries(RUNTIMES) })
  return withFolder((folder) =>
    withClient(folder, async (client) => {
      const { repo } = await client.addRuntimeRepo({ body: { name: 'bench', url: 'file:/bench.json' } })
      const params = { repo: String(repo.id) }
      const time = await timed(() => client.syncRuntimeRepo({ params, body: { content } }))
      const { total } = await client.listRuntimes({ query: { limit: 1 } })
      if (total !== RUNTIMES) throw new Error(`Expected ${RUNTIMES} runtimes, got ${total}`)
      return time / 1000
    }),
  )
}

export const benchmarks: Benchmark[] = [
  {
    id: 'runtime.validate',
    what: "Validation of an image on Debian's registry by manifest and configuration, median of 45",
    unit: 'ms',
    target: 60,
    better: 'less',
    run: async () => (await measuredCheap()).median,
  },
  {
    id: 'runtime.validate-parallel',
    what: "The same on the testkit's registry in a process of its own, 16 at the same time",
    unit: 'images/s',
    target: 100,
    better: 'more',
    run: parallelOnTestkit,
  },
  {
    id: 'runtime.validate-parallel-debian',
    what: "The same on Debian's registry, which does most of the work",
    unit: 'images/s',
    target: 100,
    better: 'more',
    run: async () => (await measuredCheap()).aSecond,
  },
  {
    id: 'runtime.deep',
    what: 'Deep validation of an image of 1 GB in 20,000 files, as a share of the speed of "zcat | tar t" on its layer',
    unit: '×',
    target: 0.5,
    better: 'more',
    run: deepRatio,
  },
  {
    id: 'runtime.deep-memory',
    what: 'How much the resident memory of a process grows at its peak with an image of 5 GB in 100,000 files',
    unit: 'MB',
    target: 150,
    better: 'less',
    run: deepMemory,
  },
  {
    id: 'runtime.pick',
    what: 'Pick among 10,000 runtimes, in process, 99th percentile of 2,000',
    unit: 'ms',
    target: 1,
    better: 'less',
    run: pickTime,
  },
  {
    id: 'runtime.sync',
    what: 'First sync of a Runtime Repo file of 10,000 entries, in one commit',
    unit: 's',
    target: 3,
    better: 'less',
    run: syncTime,
  },
]
