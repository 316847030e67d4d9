import { IngotError, type Sealed } from '@ingot/contract'
import { openLedger, type Ledger } from '@ingot/ledger'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { destroyUnusedKeys } from './destroy-unused-keys.ts'
import { masterKeyHolder } from './master-key-holder.ts'
import { secretVault, type SecretVault } from './secret-vault.ts'
import { withSealed, type Sealing } from './with-sealed.ts'

const now = new Date('2026-03-01T12:00:00.000Z')
const day = 24 * 60 * 60_000

let folder: string
let ledger: Ledger
let secrets: SecretVault

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-sealed-'))
  const place = join(folder, 'ledger.db')
  ledger = await openLedger(place)
  secrets = secretVault(ledger.secretKeys, masterKeyHolder(place))
})

afterEach(async () => {
  await ledger.close()
  rmSync(folder, { recursive: true, force: true })
})

const sealing: Sealing = {
  text: 'hunter2',
  owner: 'credential/1',
  isKept: (snapshot, key) => snapshot.get<{ sealed: Sealed }>('credential', '1')?.body.sealed.key === key,
}

function commit(sealed: Sealed | null) {
  const body = sealed === null ? null : { sealed }
  return ledger.commit({ actor: 'a', action: 'b', changes: [{ kind: 'credential', id: '1', body }] })
}

const keys = async () => (await ledger.secretKeys.list()).map(({ id }) => id)

describe('withSealed()', () => {
  it('has the key in the ledger before it commits, and keeps it', async () => {
    const sealed = await withSealed({ ledger, secrets, now }, sealing, async (made) => {
      expect(await keys()).toEqual([made.key])
      await commit(made)
      return made
    })

    expect(await keys()).toEqual([sealed.key])
    expect(await secrets.open(sealed, sealing.owner)).toBe('hunter2')
  })

  it('takes the key away when the commit fails', async () => {
    const conflict = new IngotError('REVISION_CONFLICT', 'Somebody was faster')

    await expect(withSealed({ ledger, secrets, now }, sealing, () => Promise.reject(conflict))).rejects.toBe(
      conflict,
    )

    expect(await keys()).toEqual([])
  })

  it('keeps the key of a commit that was made although it is said to have failed', async () => {
    const gone = new IngotError('LEDGER_UNAVAILABLE', 'The database is gone')
    const act = withSealed({ ledger, secrets, now }, sealing, async (made) => {
      await commit(made)
      throw gone
    })

    await expect(act).rejects.toBe(gone)

    expect(await keys()).toHaveLength(1)
  })

  it('leaves the key where nobody can tell whether it is needed', async () => {
    const silent = { ...ledger, refresh: () => Promise.reject(new Error('The database is gone')) } as Ledger
    const gone = new IngotError('LEDGER_UNAVAILABLE', 'The database is gone')

    await expect(
      withSealed({ ledger: silent, secrets, now }, sealing, () => Promise.reject(gone)),
    ).rejects.toBe(gone)

    expect(await keys()).toHaveLength(1)
  })

  it('commits nothing where nothing can be sealed', async () => {
    const refusing = { ...secrets, seal: () => Promise.reject(new Error('No key')) }
    let isAsked = false
    const act = withSealed({ ledger, secrets: refusing, now }, sealing, async () => (isAsked = true))

    await expect(act).rejects.toThrow('No key')

    expect(isAsked).toBe(false)
  })
})

describe('destroyUnusedKeys()', () => {
  it('destroys what no document needs once it is a day old, and nothing else', async () => {
    const old = new Date(now.getTime() - day)
    const unused = await secrets.seal('a', 'credential/9', old)
    const young = await secrets.seal('b', 'credential/9', new Date(old.getTime() + 1))
    const used = await secrets.seal('c', sealing.owner, old)
    await commit(used)

    expect(await destroyUnusedKeys(ledger, now)).toBe(1)

    expect(await keys()).toEqual(expect.not.arrayContaining([unused.key]))
    expect(await keys()).toEqual(expect.arrayContaining([young.key, used.key]))
    expect(await destroyUnusedKeys(ledger, now)).toBe(0)
  })

  it('destroys what only history needs', async () => {
    const first = await secrets.seal('a', sealing.owner, new Date(now.getTime() - day))
    await commit(first)
    await commit(null)

    expect(await destroyUnusedKeys(ledger, now)).toBe(1)

    expect(await keys()).toEqual([])
  })
})
