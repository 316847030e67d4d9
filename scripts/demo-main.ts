import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDemoClouds, type DemoAccount } from './demo-clouds.ts'

/** What the demo shows, one command a line, after the accounts are there. */
const lines = [
  'image add --name golden.ubuntu22 --label "Golden Ubuntu" --os linux golden-ubuntu22',
  'image coverage golden.ubuntu22',
  'image distribute golden.ubuntu22 1.0 --to ap-south-1,japaneast,RegionTwo --apply',
  'account scan',
]

/** Runs a command of Ingot and shows it as one would have typed it; answers its exit status. */
type Run = (args: readonly string[], secret?: string) => Promise<number>

/**
 * Starts fake clouds, adds accounts in them, finds an image in all of them at once, and serves Ingot on the result until
 * SIGINT or SIGTERM. All that it makes is in a folder that is deleted at the end. Answers the exit status of the server.
 */
export async function demo(program: string, flags: readonly string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'ingot-demo-'))
  const clouds = await startDemoClouds(folder)
  try {
    const env = { ...process.env, INGOT_DB: join(folder, 'ledger.db') }
    const run = runner(program, env)
    for (const account of clouds.accounts) await run(addLine(account), account.secret)
    for (const line of lines) await run(wordsOf(line))
    process.stdout.write('\nThe same over HTTP; the clouds are there until you stop this with Ctrl-C.\n')
    return await served(program, ['serve', ...flags], env)
  } finally {
    await clouds.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function addLine({ provider, name, flags }: DemoAccount): string[] {
  return ['account', 'add', provider, name, ...flags]
}

function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
}

function runner(program: string, env: NodeJS.ProcessEnv): Run {
  return async (args, secret) => {
    const shown = args.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ')
    process.stdout.write(`\n$ ingot ${shown}\n`)
    const own = secret === undefined ? env : { ...env, INGOT_ACCOUNT_SECRET: secret }
    return await ended(spawn(process.execPath, [program, ...args], { stdio: 'inherit', env: own }))
  }
}

/** The server is told to stop when we are; by another signal than a terminal sends to both of us, so that it ends in its own way. */
async function served(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill('SIGTERM'))
  return await ended(child)
}

function ended(child: ReturnType<typeof spawn>): Promise<number> {
  return new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 1)))
}
