import { openLedger, type Ledger } from '@ingot/ledger'
import { bytesOf, startPostgres, streamOf, type PostgresServer } from '@ingot/testkit'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../testing/refusal-of.ts'
import { masterKeyHolder } from './master-key-holder.ts'
import { noSecrets, secretVault, type SecretVault } from './secret-vault.ts'

const at = new Date('2026-03-01T12:00:00.000Z')
const owner = 'credential/1'
const [one, two] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]

let folder: string
let place: string
const opened: Ledger[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-vault-'))
  place = join(folder, 'ledger.db')
})

afterEach(async () => {
  for (const ledger of opened.splice(0)) await ledger.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(at = place): Promise<Ledger> {
  const ledger = await openLedger(at)
  opened.push(ledger)
  return ledger
}

function vaultOf(ledger: Ledger, key?: string, at = place): SecretVault {
  return secretVault(ledger.secretKeys, masterKeyHolder(at, { key }))
}

describe('secretVault()', () => {
  it('opens what another process sealed, until its key is destroyed', async () => {
    const sealed = await vaultOf(await open()).seal('hunter2', owner, at)
    const ledger = await open()
    const vault = vaultOf(ledger)

    expect(await vault.open(sealed, owner)).toBe('hunter2')
    expect(await ledger.secretKeys.list()).toMatchObject([{ id: sealed.key, created: at.toISOString() }])
    await vault.destroy(sealed.key)
    await vault.destroy(sealed.key)

    expect(await refusalOf(vault.open(sealed, owner))).toMatchObject({ code: 'LEDGER_DAMAGED' })
    expect(await ledger.secretKeys.list()).toEqual([])
  })

  it('makes no key file for what is only asked', async () => {
    const vault = vaultOf(await open())

    await vault.expectSealing()

    expect(existsSync(`${place}.master-key`)).toBe(false)
  })

  it('refuses another master key than that of the secrets that there are, and stores nothing', async () => {
    const ledger = await open()
    const sealed = await vaultOf(ledger, one).seal('hunter2', owner, at)
    const wrong = vaultOf(ledger, two)

    for (const act of [
      () => wrong.open(sealed, owner),
      () => wrong.seal('x', owner, at),
      () => wrong.expectSealing(),
    ]) {
      const refusal = await refusalOf(act())
      expect(refusal.code).toBe('MASTER_KEY_UNAVAILABLE')
      expect(refusal.message).toMatch(/fingerprint [0-9a-f]{16}, but the one at hand has [0-9a-f]{16}$/)
    }
    expect(await ledger.secretKeys.list()).toHaveLength(1)
    expect(await vaultOf(ledger, one).open(sealed, owner)).toBe('hunter2')
  })

  it('makes no second key file for a ledger whose first one is lost', async () => {
    const ledger = await open()
    const sealed = await vaultOf(ledger).seal('hunter2', owner, at)
    rmSync(`${place}.master-key`)
    const vault = vaultOf(ledger)

    for (const act of [
      () => vault.seal('x', owner, at),
      () => vault.open(sealed, owner),
      () => vault.expectSealing(),
    ]) {
      expect(await refusalOf(act())).toMatchObject({
        code: 'MASTER_KEY_UNAVAILABLE',
        message: `Expected the master key in "${place}.master-key", but there is no such file`,
      })
    }
    expect(existsSync(`${place}.master-key`)).toBe(false)
  })

  it('seals the first secrets of a ledger under one key, whoever is first', async () => {
    const vaults = [vaultOf(await open()), vaultOf(await open())]

    const sealed = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (vaults[n % 2] as SecretVault).seal(`secret ${n}`, owner, at)),
    )

    for (const [n, one] of sealed.entries()) {
      expect(await (vaults[(n + 1) % 2] as SecretVault).open(one, owner)).toBe(`secret ${n}`)
    }
  })

  it('opens what came with a backup, given the master key', async () => {
    const ledger = await open()
    const sealed = await vaultOf(ledger, one).seal('hunter2', owner, at)
    const elsewhere = join(folder, 'elsewhere.db')
    const copy = await open(elsewhere)
    await copy.restore(streamOf(await bytesOf(ledger.backup())))

    expect(await vaultOf(copy, one, elsewhere).open(sealed, owner)).toBe('hunter2')
    expect(await refusalOf(vaultOf(copy, undefined, elsewhere).open(sealed, owner))).toMatchObject({
      code: 'MASTER_KEY_UNAVAILABLE',
    })
  })
})

describe('secretVault() on PostgreSQL', () => {
  let server: PostgresServer

  beforeAll(async () => {
    server = await startPostgres()
  })

  afterAll(() => server.stop())

  it('needs a key that is given, and seals with it for every server', async () => {
    const { url } = await server.createSchema()
    const [ledger, other] = [await open(url), await open(url)]
    expect(await refusalOf(vaultOf(ledger, undefined, url).seal('x', owner, at))).toMatchObject({
      code: 'MASTER_KEY_UNAVAILABLE',
    })
    expect(await refusalOf(vaultOf(ledger, undefined, url).expectSealing())).toMatchObject({
      code: 'MASTER_KEY_UNAVAILABLE',
    })

    const sealed = await vaultOf(ledger, one, url).seal('hunter2', owner, at)

    expect(await vaultOf(other, one, url).open(sealed, owner)).toBe('hunter2')
    expect(await refusalOf(vaultOf(other, two, url).open(sealed, owner))).toMatchObject({
      code: 'MASTER_KEY_UNAVAILABLE',
    })
  })
})

describe('noSecrets', () => {
  it('refuses everything', async () => {
    const sealed = { key: 'k', nonce: '', ciphertext: '', tag: '' }
    const acts = [
      noSecrets.seal('x', owner, at),
      noSecrets.open(sealed, owner),
      noSecrets.expectSealing(),
      noSecrets.destroy('k'),
    ]

    for (const act of acts) expect(await refusalOf(act)).toMatchObject({ code: 'MASTER_KEY_UNAVAILABLE' })
  })
})
