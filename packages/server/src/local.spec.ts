import { createClient, type Client, type OperationName } from '@ingot/contract'
import { openLedger } from '@ingot/ledger'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installCatalogs } from './install.ts'
import { kinds } from './kinds.ts'
import { openLocal } from './local.ts'
import type { MasterKeySource } from './secrets/master-key-holder.ts'
import { refusalOf } from './testing/refusal-of.ts'

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

  it('is made once, however many ask first at once', async () => {
    const logs = await Promise.all(
      Array.from({ length: 6 }, () => ask('listLog', (client) => client.listLog({}))),
    )
    const lists = await Promise.all([listCatalogs(), listCatalogs()])

    expect(new Set([...logs, ...lists].map(({ revision }) => revision))).toEqual(new Set([1]))
  })

  it('gets its catalogs once where several servers start on it', async () => {
    const place = join(folder, 'ledger.db')
    const ledgers = await Promise.all([1, 2, 3].map(() => openLedger(place, { kinds })))
    const now = new Date('2026-03-01T12:00:00.000Z')
    await Promise.all(ledgers.map((ledger) => installCatalogs(ledger, now)))

    expect(ledgers.map((ledger) => ledger.snapshot().revision)).toEqual([1, 1, 1])
    await Promise.all(ledgers.map((ledger) => ledger.close()))
  })
})

describe('the secrets of a local ledger', () => {
  const secret = { server: 'docker.io', username: 'ada', password: 'hunter2' }
  const keyFile = () => join(folder, 'ledger.db.master-key')

  it('have their master key in a file beside it, made when the first is sealed', async () => {
    await ask('listCredentials', (client) => client.listCredentials({}))
    await ask('addCredential', (client) =>
      client.addCredential({ query: { dryRun: true }, body: { ...secret, name: 'a' } }),
    )
    expect(existsSync(keyFile())).toBe(false)

    await ask('addCredential', (client) => client.addCredential({ body: { ...secret, name: 'a' } }))

    expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
    const rotated = await ask('rotateCredential', (client) =>
      client.rotateCredential({ params: { credential: 'a' }, body: { password: 'other' } }),
    )
    expect(rotated.credential.rotated).toBeDefined()
  })

  it('are sealed under one key, however many processes seal the first at once', async () => {
    const names = ['a', 'b', 'c', 'd']
    await Promise.all(
      names.map((name) =>
        ask('addCredential', (client) => client.addCredential({ body: { ...secret, name } })),
      ),
    )

    for (const credential of names) {
      await ask('rotateCredential', (client) =>
        client.rotateCredential({ params: { credential }, body: { password: 'other' } }),
      )
    }
    expect(readdirSync(folder).filter((name) => name.includes('master-key'))).toEqual([
      'ledger.db.master-key',
    ])
  })

  it('need the master key that the operator names, where one is named', async () => {
    const place = join(folder, 'ledger.db')
    const key = randomBytes(32).toString('hex')
    const add = async (name: string, masterKey: MasterKeySource) => {
      const local = await openLocal({ place, operations: ['addCredential'], actor: 'root', masterKey })
      try {
        return await createClient(local.send).addCredential({ body: { ...secret, name } })
      } finally {
        await local.close()
      }
    }
    await add('a', { key })

    expect(existsSync(keyFile())).toBe(false)
    const refused = { code: 'MASTER_KEY_UNAVAILABLE' }
    expect(
      await refusalOf(add('b', { key: key.replace(/^./, key.startsWith('0') ? '1' : '0') })),
    ).toMatchObject(refused)
    expect(await refusalOf(add('b', {}))).toMatchObject(refused)
    expect((await add('b', { key })).credential.name).toBe('b')
  })
})
