import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../testing/refusal-of.ts'
import { masterKeyHolder } from './master-key-holder.ts'
import { masterKeyOf } from './master-key.ts'

const bytes = randomBytes(32)
const text = bytes.toString('base64')
const { fingerprint } = masterKeyOf(bytes)

let folder: string
let place: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-master-key-'))
  place = join(folder, 'ledger.db')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('masterKeyHolder()', () => {
  it('takes the key that is given, for a file and for a database', async () => {
    for (const ledger of [place, 'postgres://db.example/ingot', 'postgresql://db.example/ingot']) {
      expect((await masterKeyHolder(ledger, { key: text }).get()).fingerprint).toBe(fingerprint)
    }
    expect(readdirSync(folder)).toEqual([])
  })

  it('takes the key in the file that is named, when it is there', async () => {
    const file = join(folder, 'key')
    const holder = masterKeyHolder(place, { key: '', file })
    expect(await refusalOf(holder.getFirst())).toMatchObject({
      code: 'MASTER_KEY_UNAVAILABLE',
      message: `Expected the master key in "${file}", but there is no such file`,
    })

    writeFileSync(file, bytes)

    expect((await holder.getFirst()).fingerprint).toBe(fingerprint)
    rmSync(file)
    expect((await holder.get()).fingerprint).toBe(fingerprint)
  })

  it('makes a file beside the ledger when the first secret is sealed, and not before', async () => {
    const holder = masterKeyHolder(place)
    await holder.expectFirst()
    expect(await refusalOf(holder.get())).toMatchObject({ code: 'MASTER_KEY_UNAVAILABLE' })
    expect(readdirSync(folder)).toEqual([])

    const made = await holder.getFirst()

    expect(readdirSync(folder)).toEqual(['ledger.db.master-key'])
    const path = join(folder, 'ledger.db.master-key')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const written = Buffer.from(readFileSync(path, 'utf8'), 'base64')
    expect(masterKeyOf(written).fingerprint).toBe(made.fingerprint)
    expect((await masterKeyHolder(place).getFirst()).fingerprint).toBe(made.fingerprint)
    expect((await masterKeyHolder(place).get()).fingerprint).toBe(made.fingerprint)
  })

  it('agrees on one key, however many make it at once', async () => {
    const holders = Array.from({ length: 30 }, () => masterKeyHolder(place))

    const keys = await Promise.all(holders.map((holder) => holder.getFirst()))

    expect(new Set(keys.map((key) => key.fingerprint)).size).toBe(1)
    expect(readdirSync(folder)).toEqual(['ledger.db.master-key'])
  })

  it.each([
    [
      'a word',
      () => ({ key: 'secret-word' }),
      'Expected 32 bytes, as base64 or as 64 hexadecimal digits in INGOT_MASTER_KEY',
    ],
    ['both', () => ({ key: text, file: '/nowhere' }), 'but both are given'],
    ['a folder', () => ({ file: folder }), 'EISDIR'],
    [
      'an endless file',
      () => ({ file: '/dev/zero' }),
      'Expected 32 bytes, as base64 or as 64 hexadecimal digits in "/dev/zero", got something else of 4096 bytes',
    ],
  ])('refuses %s with what to do, and does not tell what was given', async (_, source, message) => {
    const holder = masterKeyHolder(place, source())

    for (const act of [holder.get(), holder.getFirst(), holder.expectFirst()]) {
      const refusal = await refusalOf(act)
      expect(refusal).toMatchObject({ code: 'MASTER_KEY_UNAVAILABLE', status: 503 })
      expect(refusal.message).toContain(message)
      expect(refusal.message).not.toContain('secret-word')
      expect(refusal.message).not.toContain(text)
    }
  })

  it('makes none for a database, where each server would have its own', async () => {
    const refusal = await refusalOf(masterKeyHolder('postgres://db.example/ingot').getFirst())

    expect(refusal.message).toContain('the same for every server on it; "openssl rand -base64 32" makes one')
  })

  it('says that there is no folder for the file', async () => {
    const refusal = await refusalOf(masterKeyHolder(join(folder, 'gone', 'ledger.db')).getFirst())

    expect(refusal.message).toContain('ENOENT; give a key with INGOT_MASTER_KEY or INGOT_MASTER_KEY_FILE')
  })
})
