import { crashTest } from '@ingot/testkit'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('loses nothing when writers of SQLite are killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ingot-crash-'))
  try {
    const result = await crashTest({ place: join(folder, 'ledger.db'), kills: 20 })

    expect(result.kills).toBe(20)
    expect(result.acknowledged).toBeGreaterThanOrEqual(20)
    expect(result.revisions).toBeGreaterThanOrEqual(result.acknowledged)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
