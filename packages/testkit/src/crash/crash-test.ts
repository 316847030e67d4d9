import { openLedger } from '@ingot/ledger'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bundleScript } from '../bundle-script.ts'
import { projectRoot } from '../skipped.ts'

export interface CrashTest {
  /** Where the ledger is, as `openLedger` takes it. */
  place: string
  kills: number
  /** The whole chain is recomputed after so many kills, and after the last; every kill unless given. */
  verifyEvery?: number
  /** Told after every kill. */
  onKill?: (kills: number, acknowledged: number) => void
}

export interface CrashResult {
  kills: number
  /** Revisions that were acknowledged before a kill. */
  acknowledged: number
  /** Revisions in the ledger at the end; those that were durable but not yet acknowledged count too. */
  revisions: number
}

/** A process is killed at a random moment up to so many ms after its first acknowledged commit. */
const LONGEST_LIFE = 80

/**
 * Kills writing processes with SIGKILL at random moments, and after each opens the ledger and looks: every
 * acknowledged commit is there, no commit is there by half, and the chain is intact. Throws where that is not so.
 */
export async function crashTest({ place, kills, verifyEvery = 1, onKill }: CrashTest): Promise<CrashResult> {
  const writer = await bundleScript(join(projectRoot, 'packages/testkit/src/crash/crash-writer.ts'))
  let acknowledged = 0
  let revisions = 0
  for (let kill = 1; kill <= kills; kill += 1) {
    const before = revisions
    const last = await writeAndKill(writer, place, Math.random() * LONGEST_LIFE)
    revisions = await inspect(place, Math.max(before, last), kill % verifyEvery === 0 || kill === kills)
    acknowledged += Math.max(0, last - before)
    onKill?.(kill, acknowledged)
  }
  return { kills, acknowledged, revisions }
}

/** Lets a process write for `life` ms from its first commit on, kills it, and answers the last revision it printed. */
async function writeAndKill(writer: string, place: string, life: number): Promise<number> {
  const child = spawn(process.execPath, [writer, place], { stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  let output = ''
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const began = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      resolve()
    })
  })
  const closed = once(child.stdout, 'close')
  await Promise.race([began, exited])
  await sleep(life)
  child.kill('SIGKILL')
  await Promise.all([exited, closed])
  if (child.signalCode !== 'SIGKILL') throw new Error(`The writer ended before it was killed: ${errors}`)
  return Number(output.trimEnd().split('\n').at(-1))
}

/** Opens the ledger as the next process would; answers its revision. */
async function inspect(place: string, acknowledged: number, verify: boolean): Promise<number> {
  const ledger = await openLedger(place)
  try {
    const snapshot = ledger.snapshot()
    if (snapshot.revision < acknowledged) {
      throw new Error(
        `Revision ${acknowledged} was acknowledged, but the ledger ends at ${snapshot.revision}`,
      )
    }
    const numbers = [...snapshot.all<{ number: number }>('crash')].map((document) => document.body.number)
    if (numbers.length !== 3 || numbers.some((number) => number !== snapshot.revision)) {
      throw new Error(
        `Revision ${snapshot.revision} is there by half: its documents say ${numbers.join(', ')}`,
      )
    }
    if (verify) await expectIntact(ledger)
    return snapshot.revision
  } finally {
    await ledger.close()
  }
}

async function expectIntact(ledger: Awaited<ReturnType<typeof openLedger>>): Promise<void> {
  const { intact, message } = await ledger.verify()
  if (!intact) throw new Error(message)
}
