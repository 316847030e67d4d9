import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Benchmark } from './benchmark.ts'

const program = join(process.cwd(), 'packages', 'cli', 'bin', 'ingot.cjs')
const example = join(process.cwd(), 'examples')

/** Runs a command as its own process; answers how long it took in ms. A failure is a crash of the benchmark. */
function timed(args: readonly string[], folder = process.cwd()): number {
  const started = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  const elapsed = performance.now() - started
  if (status !== 0) throw new Error(`"node ${args.join(' ')}" ended with ${status}: ${stderr}`)
  return elapsed
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Both are run in turns, so that both meet the same noise. */
async function versionRatio(): Promise<number> {
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round < 51; round += 1) {
    ours.push(timed([program, '--version']))
    bare.push(timed(['-e', '0']))
  }
  return median(ours) / median(bare)
}

async function resolveTime(): Promise<number> {
  if (!existsSync(join(program, '..', '..', 'dist', 'main.js'))) throw new Error('Run "npm run build" first')
  const folder = await mkdtemp(join(tmpdir(), 'ingot-bench-cli-'))
  try {
    await writeFile(join(folder, 'thousand.txt'), thousandImages())
    timed(
      [program, 'record', 'import', 'thousand.txt', join(example, 'images.txt'), '--reason', 'Bench'],
      folder,
    )
    const place = ['--provider', 'azure', '--region', 'eastus', '-o', 'json']
    const command = [program, 'template', 'resolve', join(example, 'slurm.txt'), ...place]
    const times = Array.from({ length: 15 }, () => timed(command, folder))
    return median(times)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** 50 names with 20 versions each, every version in two regions. */
function thousandImages(): string {
  const records: string[] = []
  for (let image = 0; image < 1000; image += 1) {
    const of = { name: `bench.image.${image % 50}`, version: `1.${Math.floor(image / 50)}` }
    records.push(
      `AdType = "Package"\nName = "${of.name}"\nVersion = "${of.version}"\nPackageType = "image"\n`,
    )
    for (const region of ['eastus', 'westeurope']) records.push(artifact(of, region))
  }
  return records.join('\n')
}

function artifact({ name, version }: { name: string; version: string }, region: string): string {
  const lines = [
    'AdType = "Artifact"',
    `Package = "${name}"`,
    `Version = "${version}"`,
    `Name = "azure/${region}"`,
    'Provider = "azure"',
    `Region = "${region}"`,
    `ImageId = "/subscriptions/s/images/${name}-${version}-${region}"`,
  ]
  return `${lines.join('\n')}\n`
}

export const benchmarks: Benchmark[] = [
  {
    id: 'cli.version',
    what: 'Time of "ingot --version" over that of "node -e 0", medians of 51 runs in turns',
    unit: 'ratio',
    target: 1.3,
    better: 'less',
    run: versionRatio,
  },
  {
    id: 'cli.template-resolve',
    what: 'Time of "ingot template resolve" as a process on a local ledger of 1,000 images, median of 15',
    unit: 'ms',
    target: 400,
    better: 'less',
    run: resolveTime,
  },
]
