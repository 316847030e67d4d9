import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLedger } from './open-ledger.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ingot-secret-key-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** The files of the ledger that hold a text. */
async function filesWith(text: string): Promise<string[]> {
  const names = await readdir(folder)
  const held = await Promise.all(
    names.map(async (name) => (await readFile(join(folder, name))).includes(text)),
  )
  return names.filter((_, index) => held[index])
}

describe('the key of a secret in a SQLite file', () => {
  it.each([
    ['is alone', 1],
    ['has many beside it', 500],
    ['is longer than a page', 1, 20_000],
  ])('leaves no byte behind when it is destroyed: it %s', async (_, keys, length = 60) => {
    const ledger = await openLedger(join(folder, 'ledger.db'))
    const wrapped = (n: number) => `wrapped-${n}-`.padEnd(length, 'x')
    for (let n = 0; n < keys; n += 1)
      await ledger.secretKeys.insert({
        id: `k${n}`,
        wrapped: wrapped(n),
        created: '2026-01-01T00:00:00.000Z',
      })
    expect(await filesWith('wrapped-0-')).not.toEqual([])

    expect(await ledger.secretKeys.remove('k0')).toBe(true)

    expect(await filesWith('wrapped-0-')).toEqual([])
    expect(await filesWith('k0')).toEqual([])
    expect(await ledger.secretKeys.list()).toHaveLength(keys - 1)
    await ledger.close()
  })
})
