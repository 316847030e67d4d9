import { crashTest, type CrashResult } from '@ingot/testkit/crash-test'
import { startPostgres } from '@ingot/testkit/postgres-server'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

/** The chain grows with every kill, and recomputing it takes ever longer. */
const VERIFY_EVERY = 20

/** Kills writers on both stores; answers the exit status: 0 where nothing was lost, 1 where something was. */
export async function soak(parameters: string[]): Promise<number> {
  const { values } = parseArgs({
    args: parameters,
    options: {
      kills: { type: 'string', default: '200' },
      'postgres-kills': { type: 'string', default: '40' },
    },
  })
  try {
    const sqlite = await onSqlite(numberOf(values.kills))
    const postgres = await onPostgres(numberOf(values['postgres-kills']))
    process.stdout.write(`${told('SQLite', sqlite)}\n${told('PostgreSQL', postgres)}\n`)
    process.stdout.write('No acknowledged commit was lost, none was there by half, every chain is intact\n')
    return 0
  } catch (error) {
    process.stdout.write(`Failed: ${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}

async function onSqlite(kills: number): Promise<CrashResult> {
  const folder = await mkdtemp(join(tmpdir(), 'ingot-soak-'))
  try {
    return await crash('SQLite', join(folder, 'ledger.db'), kills)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function onPostgres(kills: number): Promise<CrashResult> {
  const server = await startPostgres()
  try {
    const { url } = await server.createSchema()
    return await crash('PostgreSQL', url, kills)
  } finally {
    await server.stop()
  }
}

function crash(store: string, place: string, kills: number): Promise<CrashResult> {
  const onKill = (done: number, acknowledged: number) => {
    if (process.stderr.isTTY)
      process.stderr.write(`\r${store}: ${done} of ${kills} kills, ${acknowledged} commits `)
  }
  return crashTest({ place, kills, verifyEvery: VERIFY_EVERY, onKill })
}

function told(store: string, { kills, acknowledged, revisions }: CrashResult): string {
  return `${store}: ${kills} kills, ${acknowledged} commits acknowledged, ${revisions} revisions in the ledger`
}

function numberOf(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new Error(`Expected a number of kills, got "${text}"`)
}
