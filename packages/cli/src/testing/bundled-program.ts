import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** What came of one run of the program. */
interface Ended {
  /** Absent where a signal ended it. */
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** One run of the program, while it goes on. */
export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
}

/** The real program, as one installs it, and a folder with a ledger that it works on. */
export interface BundledProgram {
  readonly folder: string
  /** Starts a line; nothing waits for it. */
  start(args: readonly string[], secret?: string): Running
  /** Runs a line to its end. */
  ingot(args: readonly string[], secret?: string): Promise<Ended>
  /** Runs a line that has to succeed, and answers the JSON that it prints. */
  json<Answer>(args: readonly string[]): Promise<Answer>
  /** At which revision the ledger is, as `ingot log` tells it. */
  revision(): Promise<number>
  remove(): Promise<void>
}

const root = join(import.meta.dirname, '..', '..', '..', '..')

/** Bundles the program under a name that no other test uses. The run is asynchronous: fakes may be in this process. */
export async function bundledProgram(name: string): Promise<BundledProgram> {
  // Beside the dependencies, so that what is not bundled is found.
  const bundle = join(root, 'node_modules', '.cache', 'ingot', name)
  await promisify(execFile)(process.execPath, [join(root, 'scripts', 'build.mjs'), bundle])
  const folder = await mkdtemp(join(tmpdir(), `ingot-${name}-`))
  const start = (args: readonly string[], secret?: string) => {
    const child = spawn(process.execPath, [join(bundle, 'main.js'), ...args], {
      cwd: folder,
      env: environment(folder, secret),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return { child, ended: endOf(child) }
  }
  const ingot = (args: readonly string[], secret?: string) => start(args, secret).ended
  const json = async <Answer>(args: readonly string[]) => {
    const { status, stdout, stderr } = await ingot([...args, '-o', 'json'])
    if (status !== 0) throw new Error(`Expected "ingot ${args.join(' ')}" to succeed, got: ${stderr}`)
    return JSON.parse(stdout) as Answer
  }
  return {
    folder,
    start,
    ingot,
    json,
    revision: async () => (await json<{ revision: number }>(['log', '--limit', '1'])).revision,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

function environment(folder: string, secret: string | undefined): NodeJS.ProcessEnv {
  const { INGOT_URL: _url, INGOT_DB: _db, ...inherited } = process.env
  return {
    ...inherited,
    INGOT_ACTOR: 'ada',
    INGOT_DB: join(folder, 'ledger.db'),
    ...(secret === undefined ? {} : { INGOT_ACCOUNT_SECRET: secret }),
  }
}

async function endOf(child: ChildProcess): Promise<Ended> {
  const told = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => void (told.stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => void (told.stderr += chunk.toString()))
  const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, by) => resolve([code, by]))
  })
  return { status, signal, ...told }
}
