import { DatabaseSync } from '@photostructure/sqlite'
import { chmod, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLedger } from './open-ledger.ts'

const refused = (code: string) => expect.objectContaining({ code })
const note = (body: unknown) => ({
  actor: 'a',
  action: 'b',
  changes: [{ kind: 'note', id: 'n', body }],
})

let folder: string
let place: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ingot-open-'))
  place = join(folder, 'ledger.db')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('openLedger on a file', () => {
  it.each([
    ['text', Buffer.from('I am not a database\n'.repeat(300))],
    ['noise', Buffer.from(Array.from({ length: 9000 }, (_, n) => (n * 7919) % 251))],
  ])('refuses %s with a clear sentence', async (_, bytes) => {
    await writeFile(place, bytes)

    await expect(openLedger(place)).rejects.toThrow(`"${place}": the file is not a SQLite database`)
    await expect(openLedger(place)).rejects.toEqual(refused('LEDGER_DAMAGED'))
    expect(await readFile(place)).toEqual(bytes)
  })

  it('refuses the database of another program, and leaves it alone', async () => {
    const database = new DatabaseSync(place)
    database.exec('create table theirs (a)')
    database.close()

    await expect(openLedger(place)).rejects.toThrow('is a SQLite database, but not a ledger of Ingot')
  })

  it('takes an empty file as a new ledger', async () => {
    await writeFile(place, '')

    const ledger = await openLedger(place)

    expect((await ledger.commit(note(1))).revision).toBe(1)
    await ledger.close()
  })

  it('refuses a file that was cut off', async () => {
    const ledger = await openLedger(place)
    for (let n = 0; n < 50; n += 1) await ledger.commit(note('x'.repeat(5000)))
    await ledger.close()
    await truncate(place, 40_000)

    await expect(openLedger(place)).rejects.toEqual(refused('LEDGER_DAMAGED'))
  })

  it('names the folder that it cannot make, and the file that it cannot open', async () => {
    await writeFile(join(folder, 'file'), 'x')

    const below = openLedger(join(folder, 'file', 'deep', 'ledger.db'))
    await expect(below).rejects.toThrow(`Cannot make the folder "${join(folder, 'file', 'deep')}"`)
    await expect(below).rejects.toEqual(refused('LEDGER_UNAVAILABLE'))
    await expect(openLedger(folder)).rejects.toThrow(`"${folder}": the file cannot be opened`)
    await expect(openLedger(folder)).rejects.toEqual(refused('LEDGER_UNAVAILABLE'))
  })

  it.skipIf(process.getuid?.() === 0)('names a folder that it must not write to', async () => {
    await chmod(folder, 0o555)

    await expect(openLedger(place)).rejects.toEqual(refused('LEDGER_UNAVAILABLE'))
    await chmod(folder, 0o755)
  })

  it('refuses a ledger that is not there when it may not make one', async () => {
    await expect(openLedger(place, { create: false })).rejects.toThrow(`There is no ledger at "${place}"`)
  })

  it('waits for a writer of another process without blocking this one', async () => {
    const ledger = await openLedger(place)
    const other = new DatabaseSync(place)
    other.exec('begin immediate')
    let turns = 0
    const timer = setInterval(() => (turns += 1), 5)

    const commit = ledger.commit(note(1))
    await new Promise((resolve) => setTimeout(resolve, 200))
    other.exec('commit')
    await commit
    clearInterval(timer)
    other.close()
    await ledger.close()

    expect(turns).toBeGreaterThan(1)
  })

  it('keeps commits on the disk: WAL with full synchronisation', async () => {
    const ledger = await openLedger(place)
    await ledger.commit(note(1))

    const database = new DatabaseSync(place)
    const mode = database.prepare('pragma journal_mode').get()
    database.close()
    await ledger.close()

    expect(mode).toEqual({ journal_mode: 'wal' })
  })

  it('does not let a failing follower spoil a commit', async () => {
    const ledger = await openLedger(place)
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve))
    ledger.follow(() => {
      throw new Error('the follower fell')
    })

    expect((await ledger.commit(note(1))).revision).toBe(1)
    expect((await warned).message).toBe('the follower fell')
    await ledger.close()
  })
})
