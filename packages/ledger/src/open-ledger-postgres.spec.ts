import {
  bytesOf,
  contents,
  crashTest,
  freePort,
  put,
  startPostgres,
  streamOf,
  type PostgresServer,
} from '@ingot/testkit'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLedger } from './open-ledger.ts'

const unavailable = expect.objectContaining({ code: 'LEDGER_UNAVAILABLE' })

let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres()
})

afterAll(() => server.stop())

describe('openLedger on a URL', () => {
  it('says where no server answers, without the password', async () => {
    const port = await freePort()

    const opening = openLedger(`postgres://me:secret@127.0.0.1:${port}/ingot?password=secret`)

    await expect(opening).rejects.toEqual(unavailable)
    await expect(opening).rejects.toThrow(`Cannot use the ledger at "postgres://me@127.0.0.1:${port}/ingot"`)
    await expect(opening).rejects.not.toThrow('secret')
  })

  it('says so when the password or the database is wrong', async () => {
    const { url } = await server.createSchema()

    await expect(openLedger(url.replace(':password@', ':wrong@'))).rejects.toEqual(unavailable)
    await expect(openLedger(url.replace('/postgres?', '/none?'))).rejects.toEqual(unavailable)
    await expect(openLedger(url.replace(/ledger_\d+/, 'none'))).rejects.toThrow('names no schema that exists')
  })

  it('survives the loss of every connection, and hears of commits again', async () => {
    const { url, sql } = await server.createSchema()
    const one = await openLedger(url, { pollInterval: 1e6 })
    const other = await openLedger(url, { pollInterval: 1e6 })
    await one.commit(put({ a: 1 }))
    await other.refresh()

    await sql(`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'ingot%'`)
    await expect.poll(() => one.commit(put({ b: 2 })).catch(() => undefined)).toBeDefined()
    await expect.poll(() => contents(other), { timeout: 5000 }).toEqual({ a: 1, b: 2 })

    await one.commit(put({ c: 3 }))
    await expect.poll(() => contents(other), { timeout: 1000 }).toEqual({ a: 1, b: 2, c: 3 })
    await Promise.all([one.close(), other.close()])
  })

  it('makes commits durable though the database is lax', async () => {
    const { url, sql } = await server.createSchema()
    const lax = `${url}%20-csynchronous_commit%3Doff`
    const ledger = await openLedger(lax)
    await ledger.commit(put({ a: 1 }))

    const settings = await sql(`select current_setting('synchronous_commit') as setting`)
    await ledger.close()

    expect(settings).toEqual([{ setting: 'on' }])
  })

  it('moves from SQLite to PostgreSQL and back by backups', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ingot-move-'))
    const { url } = await server.createSchema()
    const [first, second, third] = [
      await openLedger(join(folder, 'first.db')),
      await openLedger(url),
      await openLedger(join(folder, 'third.db')),
    ]
    await first.commit({
      ...put({ '\u{1F4BF}': ['\0', '\ud800'], '\uffff': 1, a: { z: 1, a: 2 } }),
      reason: 'ü',
    })
    await first.commit(put({ a: null, b: 1e21 }))

    await second.restore(first.backup())
    await third.restore(streamOf(await bytesOf(second.backup())))

    expect(await second.verify()).toEqual(await first.verify())
    expect(await third.verify()).toEqual(await first.verify())
    expect(contents(third)).toEqual(contents(first))
    await Promise.all([first, second, third].map((ledger) => ledger.close()))
    await rm(folder, { recursive: true, force: true })
  })

  it('loses nothing when writers are killed', async () => {
    const { url } = await server.createSchema()

    const result = await crashTest({ place: url, kills: 5 })

    expect(result.acknowledged).toBeGreaterThanOrEqual(5)
    expect(result.revisions).toBeGreaterThanOrEqual(result.acknowledged)
  })
})
