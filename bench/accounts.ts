import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Benchmark } from './benchmark.ts'

interface Figures {
  seconds: number
  /** In bytes. */
  memory: number
  artifacts: number
}

const runs = new Map<string, Promise<Figures>>()

/** One run for all figures of a kind: the clouds in one process, what is measured in another, from its start on. */
function figures(kind: 'search' | 'scan', images: number): Promise<Figures> {
  const known = runs.get(kind) ?? measure(kind, images)
  runs.set(kind, known)
  return known
}

/** How long each answer of a cloud takes, in ms. */
const latency = 50

async function measure(kind: 'search' | 'scan', images: number): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'ingot-bench-accounts-'))
  const clouds = run('cloud-fakes-process.mjs', [kind, String(images), String(latency)])
  try {
    const accounts = await firstLine(clouds)
    const measured = run('accounts-process.mjs', [kind, join(folder, 'ledger.db'), String(images)])
    measured.stdin.end(accounts)
    const told = JSON.parse(await firstLine(measured)) as Figures
    process.stderr.write(
      `  ${told.artifacts} artifacts, ${told.seconds.toFixed(2)} s, ${Math.round(told.memory / 1e6)} MB\n`,
    )
    return told
  } finally {
    clouds.kill()
    await rm(folder, { recursive: true, force: true })
  }
}

function run(script: string, args: readonly string[]) {
  const file = fileURLToPath(new URL(script, import.meta.url))
  return spawn(process.execPath, [file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
}

async function firstLine(child: ReturnType<typeof run>): Promise<string> {
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`A process of the benchmark ended with ${String(code)}`)
  })
  // Whoever tells its line may end right after it.
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string]
  ended.catch(() => undefined)
  return line
}

export const benchmarks: Benchmark[] = [
  {
    id: 'accounts.add',
    what: 'image add over 4 accounts of 60 regions each and 20,000 images, on clouds that answer in 50 ms',
    unit: 's',
    target: 4,
    better: 'less',
    run: async () => (await figures('search', 20_000)).seconds,
  },
  {
    id: 'accounts.add.memory',
    what: 'The same: the most memory of the process',
    unit: 'MB',
    target: 300,
    better: 'less',
    run: async () => (await figures('search', 20_000)).memory / 1e6,
  },
  {
    id: 'accounts.scan',
    what: 'A scan of 50,000 artifacts in 60 regions, on a cloud that answers in 50 ms',
    unit: 's',
    target: 60,
    better: 'less',
    run: async () => (await figures('scan', 50_000)).seconds,
  },
]
