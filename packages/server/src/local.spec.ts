import { createClient, type Client, type OperationName } from '@ingot/contract'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLocal } from './local.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-local-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function ask<Told>(
  operation: OperationName,
  question: (client: Client) => Promise<Told>,
): Promise<Told> {
  const place = join(folder, 'ledger.db')
  const local = await openLocal({ place, operations: [operation], actor: 'root' })
  try {
    return await question(createClient(local.send))
  } finally {
    await local.close()
  }
}

const listCatalogs = () => ask('listCatalogs', (client) => client.listCatalogs({}))

describe('a local ledger that is new', () => {
  it.each<[OperationName, (client: Client) => Promise<unknown>]>([
    ['listLog', (client) => client.listLog({})],
    ['verifyLog', (client) => client.verifyLog({})],
    ['listKeys', (client) => client.listKeys({})],
    ['listCatalogs', (client) => client.listCatalogs({})],
  ])('has the catalogs that every ledger has when %s asks first', async (operation, question) => {
    await ask(operation, question)

    const { catalogs, revision } = await listCatalogs()
    expect(catalogs.map(({ name }) => name)).toEqual(['local', 'cyclecloud-default'])
    expect(revision).toBe(1)
  })

  it('tells of their coming when the log is asked for first, and again', async () => {
    const log = () => ask('listLog', (client) => client.listLog({}))

    expect((await log()).entries).toMatchObject([{ revision: 1, action: 'catalog.install' }])
    expect((await log()).entries).toHaveLength(1)
  })
})
