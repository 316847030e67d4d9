import {
  createClient,
  IngotError,
  operations,
  type Catalog,
  type Client,
  type Consumer,
  type Grant,
  type Image,
  type OperationName,
  type RoleName,
} from '@ingot/contract'
import { openLedger, type Change, type Ledger } from '@ingot/ledger'
import type { FastifyInstance } from 'fastify'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../app.ts'
import { installCatalogs } from '../install.ts'
import { kinds } from '../kinds.ts'
import { administration, elsewhere } from '../testing/administration-asks.ts'
import { runtimeAsks } from '../testing/runtime-asks.ts'

const moment = '2026-01-01T00:00:00.000Z'
const sourceId = 'aaaaaaaa-0000-4000-8000-000000000001'
const derivedId = 'dddddddd-0000-4000-8000-000000000001'
const consumerId = 'cccccccc-0000-4000-8000-000000000001'

/** Alice owns the catalog and the consumer; what the others have is what their names say. */
const users: Record<string, RoleName> = {
  administrator: 'administrator',
  alice: 'editor',
  coOwner: 'editor',
  sharer: 'editor',
  stranger: 'editor',
  readingOwner: 'reader',
  readingStranger: 'reader',
}

const source: Image = {
  id: sourceId,
  catalog: 'cdp-default',
  name: 'runtime-redhat8-aws',
  version: '7.2.17.400.1714149879',
  os: 'linux',
  traits: { runtime: '7.2.17', provider: 'aws' },
  artifacts: [
    { name: 'us-west-2', provider: 'aws', region: 'us-west-2', reference: 'ami-0123456789abcdef0' },
  ],
  stages: [],
  cloudbreak: {
    list: 'cdh-images',
    entry: {
      created: 1_714_149_879,
      date: '2024-04-26',
      description: 'Official image',
      os: 'redhat8',
      os_type: 'redhat8',
      version: '7.2.17',
      'package-versions': { cm: '7.11.3', 'cm-build-number': '1' },
      'stack-details': {
        version: '7.2.17',
        repo: { stack: { repoid: 'CDH-7.2.17', 'repository-version': '7.2.17-1.cdh7.2.17.p400.1' } },
      },
    },
  },
}

const derived: Image = {
  id: derivedId,
  catalog: 'secret-images',
  name: source.name,
  version: source.version,
  traits: {},
  artifacts: [
    { name: 'us-west-2', provider: 'aws', region: 'us-west-2', reference: 'ami-00000000000000d01' },
  ],
  stages: [],
  derived: { source: { catalog: 'cdp-default', id: sourceId }, type: 'runtime', created: moment },
}

const consumer: Consumer = {
  id: consumerId,
  type: 'datahub',
  name: 'secret-hub',
  provider: 'aws',
  region: 'us-west-2',
  architecture: 'x86_64',
  image: { catalog: 'secret-images', id: derivedId, reference: 'ami-00000000000000d01' },
  owner: 'alice',
  created: moment,
}

const custom: Catalog = { name: 'secret-images', type: 'custom', owner: 'alice', created: moment }
const mirrored: Catalog = {
  name: 'cdp-default',
  type: 'default',
  owner: 'administrator',
  created: moment,
  mirror: { type: 'runtime', from: 'file:/catalog.json' },
}

function grant(user: string, role: Grant['role']): Change[] {
  return [`catalog/${custom.name}`, `consumer/${consumerId}`].map((resource) => ({
    kind: 'grant',
    id: `${resource}/${user}/${role}`,
    body: { resource, user, role, by: 'alice', at: moment } satisfies Grant,
  }))
}

const changes: Change[] = [
  { kind: 'catalog', id: mirrored.name, body: mirrored },
  {
    kind: 'layout',
    id: mirrored.name,
    body: {
      lists: { 'cdh-images': [sourceId] },
      versions: { cloudbreak: [{ versions: ['2.80.0'], images: [sourceId], defaults: [sourceId] }] },
    },
  },
  { kind: 'image', id: `cdp-default/${sourceId}`, body: source },
  { kind: 'catalog', id: custom.name, body: custom },
  { kind: 'image', id: `secret-images/${derivedId}`, body: derived },
  { kind: 'consumer', id: consumerId, body: consumer },
  ...grant('coOwner', 'Owner'),
  ...grant('sharer', 'SharedResourceUser'),
  ...grant('readingOwner', 'Owner'),
]

let folder: string
let ledger: Ledger
let app: FastifyInstance
let filled: number

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ingot-access-'))
  ledger = await openLedger(join(folder, 'ledger.db'), { kinds })
  await installCatalogs(ledger, new Date(moment))
  filled = (await ledger.commit({ actor: 'alice', action: 'test.fill', changes })).revision
  app = await createApp({
    ledger,
    authenticate: (name = '') =>
      Object.hasOwn(users, name)
        ? { name, role: users[name]! }
        : name === 'former'
          ? { name, role: 'editor' }
          : undefined,
  })
})

afterAll(async () => {
  await app.close()
  await ledger.close()
  rmSync(folder, { recursive: true, force: true })
})

function clientOf(user: string): Client {
  return createClient(async ({ method, path, headers, body }) => {
    const response = await app.inject({
      method,
      url: path,
      headers: { ...headers, authorization: user },
      payload: typeof body === 'string' ? body : undefined,
      payloadAsStream: true,
    })
    return { status: response.statusCode, body: response.stream() }
  })
}

/** `ok`, or the code of the refusal. */
async function outcome(ask: (client: Client) => Promise<unknown>, user: string): Promise<string> {
  try {
    await ask(clientOf(user))
    return 'ok'
  } catch (error) {
    if (error instanceof IngotError) return error.code
    throw error
  }
}

type Ask = (client: Client) => Promise<unknown>

const query = { dryRun: true }
const catalog = { catalog: 'secret-images' }
const inCatalog = { query: { catalog: 'secret-images' } }

/** What is in a catalog: those who may not use it are told that there is no such thing. */
const images: Partial<Record<OperationName, Ask>> = {
  showImage: (client) => client.showImage({ params: { image: derivedId } }),
  imageHistory: (client) => client.imageHistory({ params: { image: derivedId } }),
  effectiveImage: (client) => client.effectiveImage({ params: { image: derivedId } }),
  imageLineage: (client) => client.imageLineage({ params: { image: derivedId } }),
  diffImages: (client) => client.diffImages({ query: { a: sourceId, b: derivedId } }),
}

const imagesByName: Partial<Record<OperationName, Ask>> = {
  showImage: (client) => client.showImage({ params: { image: source.name }, ...inCatalog }),
  imageHistory: (client) => client.imageHistory({ params: { image: source.name }, ...inCatalog }),
  effectiveImage: (client) => client.effectiveImage({ params: { image: source.name }, ...inCatalog }),
  imageLineage: (client) => client.imageLineage({ params: { image: source.name }, ...inCatalog }),
  imageCoverage: (client) => client.imageCoverage({ query: { name: source.name, ...inCatalog.query } }),
  diffImages: (client) =>
    client.diffImages({ query: { a: source.name, b: source.name, catalogB: 'secret-images' } }),
}

const catalogReads: Partial<Record<OperationName, Ask>> = {
  showCatalog: (client) => client.showCatalog({ params: catalog }),
  newerSources: (client) => client.newerSources({ params: catalog }),
  exportCatalog: (client) => client.exportCatalog({ params: catalog }),
  exportRecords: (client) => client.exportRecords({ query: catalog }),
  usage: (client) => client.usage({ body: { of: 'secret-images' } }),
  listRoles: (client) => client.listRoles({ query: catalog }),
}

const catalogEdits: Partial<Record<OperationName, Ask>> = {
  deriveImage: (client) =>
    client.deriveImage({ params: catalog, query, body: { from: sourceId, vmImages: [] } }),
  importRecords: (client) =>
    client.importRecords({ query, body: { ...catalog, files: [{ file: 'records.txt', text: '' }] } }),
}

const imageEdits: Partial<Record<OperationName, Ask>> = {
  stageImage: (client) =>
    client.stageImage({ params: { image: derivedId }, query, body: { state: 'deprecated' } }),
  deleteImage: (client) =>
    client.deleteImage({ params: { image: derivedId }, query: { ...query, force: true, reason: 'Test' } }),
  retireImage: (client) => client.retireImage({ params: { image: derivedId }, query, body: {} }),
  distributeImage: (client) =>
    client.distributeImage({ params: { image: derivedId }, query, body: { to: ['us-west-2'] } }),
}

const catalogManagement: Partial<Record<OperationName, Ask>> = {
  updateCatalog: (client) => client.updateCatalog({ params: catalog, query, body: { description: 'New' } }),
  publishCatalog: (client) => client.publishCatalog({ params: catalog, query, body: { published: true } }),
  deleteCatalog: (client) =>
    client.deleteCatalog({ params: catalog, query: { ...query, force: true, reason: 'Test' } }),
  grantRole: (client) => client.grantRole({ query, body: { ...catalog, user: 'x', role: 'Owner' } }),
  revokeRole: (client) =>
    client.revokeRole({ query, body: { ...catalog, user: 'sharer', role: 'SharedResourceUser' } }),
}

const consumerReads: Partial<Record<OperationName, Ask>> = {
  showConsumer: (client) => client.showConsumer({ params: { consumer: 'secret-hub' } }),
  listUpgrades: (client) => client.listUpgrades({ params: { consumer: consumerId } }),
  listRoles: (client) => client.listRoles({ query: { consumer: consumerId } }),
}

const consumerChanges: Partial<Record<OperationName, Ask>> = {
  markConsumer: (client) =>
    client.markConsumer({ params: { consumer: consumerId }, query, body: { running: 'repair' } }),
  deleteConsumer: (client) => client.deleteConsumer({ params: { consumer: 'datahub/secret-hub' }, query }),
  switchCatalog: (client) =>
    client.switchCatalog({ body: { consumers: ['secret-hub'], catalog: 'cdp-default' } }),
}

/** Each group with what becomes of it: of users of one kind, the same. `invalid`: allowed, and then refused as faulty. */
const walks: [string, Partial<Record<OperationName, Ask>>, Record<string, string>][] = [
  ['an image by its id', images, seen('IMAGE_NOT_FOUND')],
  ['an image by its name', imagesByName, seen('IMAGE_NOT_FOUND')],
  ['a catalog', catalogReads, seen('FORBIDDEN')],
  ['what is in a catalog', catalogEdits, { ...written('FORBIDDEN'), sharer: 'FORBIDDEN' }],
  ['an image of a catalog', imageEdits, { ...written('IMAGE_NOT_FOUND'), sharer: 'FORBIDDEN' }],
  ['a catalog as a whole', catalogManagement, { ...written('FORBIDDEN'), sharer: 'FORBIDDEN' }],
  ['a consumer', consumerReads, seen('CONSUMER_NOT_FOUND')],
  ['a consumer as a whole', consumerChanges, { ...written('CONSUMER_NOT_FOUND'), sharer: 'FORBIDDEN' }],
]

function seen(refusal: string): Record<string, string> {
  const all = Object.fromEntries(Object.keys(users).map((user) => [user, 'ok']))
  return { ...all, stranger: refusal, readingStranger: refusal }
}

/** A role on a resource does not lift what the role of a key keeps from it. */
function written(refusal: string): Record<string, string> {
  return { ...seen(refusal), readingOwner: 'FORBIDDEN', readingStranger: 'FORBIDDEN' }
}

const cases = walks.flatMap(([what, asks, expected]) =>
  Object.entries(asks).flatMap(([operation, ask]) =>
    Object.keys(users).map((user) => ({ what, operation, user, ask, expected: expected[user]! })),
  ),
)

describe('access', () => {
  it.each(cases)('$what, $operation, $user: $expected', async ({ ask, user, expected }) => {
    expect(await outcome(ask, user)).toBe(expected)
  })

  it.each(Object.keys(administration))('%s is for administrators', async (operation) => {
    for (const user of Object.keys(users)) {
      const found = await outcome(administration[operation as OperationName]!, user)
      if (user === 'administrator') expect(found).not.toBe('FORBIDDEN')
      else expect(found).toBe('FORBIDDEN')
    }
  })

  it.each(Object.keys(users))('%s sees in lists what may be used, and nothing else', async (user) => {
    const client = clientOf(user)
    const isAllowed = !user.toLowerCase().includes('stranger')
    const { catalogs } = await client.listCatalogs({})
    const { images: listed } = await client.listImages({ query: { provider: 'aws' } })
    const { consumers } = await client.listConsumers({})
    const { grants } = await client.listRoles({})
    const found = await client.resolve({ body: { name: source.name, provider: 'aws', region: 'us-west-2' } })
    const byReference = await client.resolve({ body: { id: 'ami-00000000000000d01', provider: 'aws' } })

    expect(catalogs.some(({ name }) => name === 'secret-images')).toBe(isAllowed)
    expect(catalogs.some(({ name }) => name === 'cdp-default')).toBe(true)
    expect(listed.some(({ id }) => id === derivedId)).toBe(isAllowed)
    expect(listed.some(({ id }) => id === sourceId)).toBe(true)
    expect(consumers.map(({ id }) => id)).toEqual(isAllowed ? [consumerId] : [])
    expect(found.trace?.catalogs.includes('secret-images')).toBe(isAllowed)
    expect(JSON.stringify(found).includes(derivedId)).toBe(isAllowed)
    expect(JSON.stringify(byReference).includes('secret')).toBe(isAllowed)
    expect(grants.length > 0).toBe(isAllowed)
  })

  it.each(Object.keys(users))('%s sees of a commit what may be used', async (user) => {
    const { changes: told } = await clientOf(user).showCommit({ params: { revision: filled } })
    const isAllowed = !user.toLowerCase().includes('stranger')

    expect(told.some(({ id }) => id.includes(derivedId))).toBe(isAllowed)
    expect(told.some(({ kind }) => kind === 'consumer')).toBe(isAllowed)
    expect(told.some(({ id }) => id.includes(sourceId))).toBe(true)
  })

  it('knows every operation that names a resource', () => {
    const walked = new Set([
      ...cases.map(({ operation }) => operation),
      ...Object.keys(administration),
      ...Object.keys(runtimeAsks),
      ...elsewhere,
    ])
    expect(Object.keys(operations).filter((operation) => !walked.has(operation))).toEqual([])
  })

  it('lets a consumer be created only on a catalog that its creator may use', async () => {
    const create = (user: string) =>
      outcome(
        (client) =>
          client.createConsumer({
            query,
            body: {
              type: 'datahub',
              name: 'another',
              provider: 'aws',
              region: 'us-west-2',
              catalog: 'secret-images',
              image: derivedId,
            },
          }),
        user,
      )
    expect(await create('alice')).toBe('ok')
    expect(await create('sharer')).toBe('ok')
    expect(await create('stranger')).toBe('FORBIDDEN')
    expect(await create('readingOwner')).toBe('FORBIDDEN')
  })

  it('keeps upgrades from who may only see the consumer', async () => {
    const upgrade = (user: string) =>
      outcome((client) => client.applyUpgrade({ params: { consumer: 'secret-hub' }, query, body: {} }), user)
    expect(await upgrade('sharer')).toBe('FORBIDDEN')
    expect(await upgrade('stranger')).toBe('CONSUMER_NOT_FOUND')
    expect(await upgrade('alice')).toBe('NOT_UPGRADABLE')
  })

  it('shows nothing of a catalog to who is on it without a right to it any more, and lets them leave', async () => {
    const body: Consumer = {
      ...consumer,
      id: 'cccccccc-0000-4000-8000-000000000002',
      name: 'former-hub',
      owner: 'former',
    }
    await ledger.commit({
      actor: 'alice',
      action: 'test.fill',
      changes: [{ kind: 'consumer', id: body.id, body }],
    })
    const client = clientOf('former')
    const params = { consumer: 'former-hub' }
    const plan = await client.switchCatalog({ body: { consumers: ['former-hub'], catalog: 'cdp-default' } })

    expect(await outcome(() => client.listUpgrades({ params }), 'former')).toBe('FORBIDDEN')
    expect(await outcome(() => client.applyUpgrade({ params, query, body: {} }), 'former')).toBe('FORBIDDEN')
    expect(plan.steps).toMatchObject([{ to: { id: sourceId }, upgradesBefore: [] }])
  })
})
