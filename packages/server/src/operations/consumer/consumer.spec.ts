import type { Input, Operations } from '@ingot/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freeipaImages, runtimeImages } from '../../faces/cdp/testing/sample-catalogs.ts'
import { openCatalogSite, type CatalogSite } from '../../testing/catalog-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

type Body = Input<Operations['createConsumer']>['body']

const { aws17, aws17Later, aws18, aws18Arm, azure17, base } = runtimeImages
const aws = { provider: 'aws', region: 'us-west-1' }
const noUuid = '99999999-2222-4333-8444-555555555555'

let site: CatalogSite

beforeEach(async () => {
  site = await openCatalogSite()
})

afterEach(() => site.close())

function create(body: Partial<Body>, query = {}) {
  return site.client.createConsumer({ query, body: { type: 'datahub', name: 'hub', ...body } })
}

/** An environment `env` and a Data Lake `lake` of 7.2.17 in it. */
async function withLake() {
  const { consumer: environment } = await create({ type: 'environment', name: 'env', ...aws })
  const { consumer: lake } = await create({
    type: 'datalake',
    name: 'lake',
    environment: 'env',
    image: aws17,
  })
  return { environment, lake }
}

describe('the image of a consumer', () => {
  it('is that of FreeIPA for an environment: the newest of its place', async () => {
    const { consumer, resolution } = await create({ type: 'environment', name: 'env', ...aws })

    expect(consumer).toMatchObject({
      type: 'environment',
      image: { catalog: 'freeipa-default', id: freeipaImages.awsLater },
      architecture: 'x86_64',
      owner: 'admin',
      created: '2026-03-01T12:00:00.000Z',
    })
    expect(consumer.image.reference).toMatch(/^ami-7/)
    expect(resolution).toMatchObject({ status: 'resolved', image: { id: freeipaImages.awsLater } })
    expect(resolution.trace?.candidates.length).toBeGreaterThan(1)
  })

  it('takes provider, region and runtime from what surrounds the consumer', async () => {
    const { environment, lake } = await withLake()
    const { consumer } = await create({ environment: 'env' })

    expect(lake).toMatchObject({ ...aws, environment: environment.id, image: { id: aws17 } })
    expect(consumer).toMatchObject({ ...aws, environment: environment.id, datalake: lake.id })
    expect(consumer.image).toMatchObject({ catalog: 'cdp-default', id: aws17Later })
  })

  it.each([
    ['by its id', { image: aws18 }, aws18],
    ['as the default of a runtime', { runtime: '7.2.18' }, aws18],
    ['of an architecture', { runtime: '7.2.18', architecture: 'arm64' }, aws18Arm],
  ] as [string, Partial<Body>, string][])('is found %s', async (_, more, id) => {
    expect((await create({ ...aws, ...more })).consumer.image.id).toBe(id)
  })

  it.each([
    ['the URL that the catalog mirrors', 'https://images.example.com/prod.json'],
    ['its CRN', 'crn:cdp:environments:us-west-1:tenant:imageCatalog:cdp-default'],
    ['its legacy name', 'cloudbreak-default'],
  ])('is found in a catalog that is named by %s', async (_, catalog) => {
    const stored = site.ledger.snapshot().get<object>('catalog', 'cdp-default')?.body
    const mirror = { type: 'runtime', from: 'https://images.example.com/prod.json' }
    const changes = [{ kind: 'catalog', id: 'cdp-default', body: { ...stored, mirror } }]
    await site.ledger.commit({ actor: 'test', action: 'test', changes })

    const { consumer } = await create({ ...aws, catalog, image: aws17 })

    expect(consumer.image).toMatchObject({ catalog: 'cdp-default', id: aws17 })
  })

  it('is the newest fitting one of a custom catalog', async () => {
    await site.client.createCatalog({ body: { name: 'site' } })
    const old = await site.derive('site', aws17)
    site.now = new Date('2026-03-02T12:00:00.000Z')
    const { image } = await site.derive('site', aws17Later, {
      vmImages: [{ region: 'us-west-1', reference: 'ami-0aaaaaaaaaaaaaaa1' }],
    })
    await site.derive('site', azure17)

    const west = await create({ ...aws, catalog: 'site', runtime: '7.2.17' })
    const east = await create({
      ...aws,
      name: 'east',
      region: 'eu-central-1',
      catalog: 'site',
      runtime: '7.2.17',
    })

    expect(west.consumer.image).toEqual({ catalog: 'site', id: image.id, reference: 'ami-0aaaaaaaaaaaaaaa1' })
    expect(east.consumer.image.id).toBe(old.image.id)
  })
})

describe('the creation of a consumer', () => {
  it('stores nothing on a dry run', async () => {
    const before = site.revision()
    const told = await create({ ...aws, image: aws17 }, { dryRun: true })

    expect(told).toMatchObject({ dryRun: true, consumer: { name: 'hub', revision: before + 1 } })
    expect(site.revision()).toBe(before)
    expect((await site.client.listConsumers({})).consumers).toEqual([])
  })

  it('keeps what else its creator said, and takes no prototype from it', async () => {
    const details = { constructor: [null], toString: 'x', tags: { ü: '\u0000', '': {} } }
    const { consumer } = await create({ ...aws, image: aws17, details })
    const shown = await site.client.showConsumer({ params: { consumer: consumer.id } })
    const poison = JSON.parse('{"__proto__":{"a":1}}') as Record<string, unknown>

    expect(shown.consumer.details).toEqual(details)
    expect(await refusalOf(create({ ...aws, name: 'other', details: poison }))).toMatchObject({
      code: 'INVALID_REQUEST',
    })
  })

  it.each([64, 1000, 5000])(
    'refuses details that are nested %i deep, and can be listed after',
    async (depth) => {
      const details = { a: JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown }
      const before = site.revision()
      const refusal = await refusalOf(create({ ...aws, image: aws17, details }))

      expect(refusal).toMatchObject({
        code: 'INVALID_INPUT',
        faults: [{ code: 'TOO_DEEP', path: '/details' }],
      })
      expect(site.revision()).toBe(before)
      expect((await site.client.listConsumers({})).consumers).toEqual([])
    },
  )

  const refusals: [string, Partial<Body>, string, string][] = [
    ['an unknown image', { ...aws, image: noUuid }, 'IMAGE_NOT_FOUND', noUuid],
    ['a prototype key as image', { ...aws, image: '__proto__' }, 'IMAGE_NOT_FOUND', '__proto__'],
    ['a base image', { ...aws, image: base }, 'INVALID_INPUT', 'base image'],
    [
      'another architecture',
      { ...aws, image: aws18, architecture: 'arm64' },
      'INVALID_INPUT',
      'architecture',
    ],
    ['another os', { ...aws, image: aws17, os: 'centos7' }, 'INVALID_INPUT', 'different os'],
    ['another provider', { ...aws, image: azure17 }, 'NO_FITTING_IMAGE', 'aws'],
    [
      'a region that the image has not',
      { provider: 'aws', region: 'ap-south-1', image: aws17 },
      'NO_FITTING_IMAGE',
      'ap-south-1',
    ],
    ['an unknown runtime', { ...aws, runtime: '7.2.99' }, 'NO_FITTING_IMAGE', '7.2.99'],
    ['an unknown catalog', { ...aws, catalog: 'none' }, 'CATALOG_NOT_FOUND', '"none"'],
    ['a catalog without images', { ...aws, catalog: 'local' }, 'NO_FITTING_IMAGE', 'local'],
    ['no place', {}, 'INVALID_INPUT', 'needs a provider and a region'],
    ['an unknown environment', { ...aws, environment: 'none' }, 'CONSUMER_NOT_FOUND', '"none"'],
    ['an unknown Data Lake', { ...aws, datalake: 'none' }, 'CONSUMER_NOT_FOUND', 'datalake'],
    [
      'an environment in another',
      { type: 'environment', ...aws, environment: 'env' },
      'INVALID_INPUT',
      'no other environment',
    ],
  ]

  it.each(refusals)('refuses %s', async (_, body, code, words) => {
    const before = site.revision()
    const refusal = await refusalOf(create(body))

    expect(refusal.code).toBe(code)
    expect(refusal.message).toContain(words)
    expect(site.revision()).toBe(before)
  })

  it('tells what stands against every image as faults', async () => {
    const refusal = await refusalOf(create({ ...aws, runtime: '7.2.99' }))

    expect(refusal.faults.length).toBeGreaterThan(3)
    expect(refusal.faults.find(({ message }) => message.includes(aws18))).toMatchObject({ severity: 'info' })
  })

  it('refuses a name in use, of the same type only', async () => {
    await create({ ...aws, image: aws17 })

    expect(await refusalOf(create({ ...aws, image: aws17 }))).toMatchObject({ code: 'CONSUMER_EXISTS' })
    const lake = await create({ type: 'datalake', ...aws, image: aws17 })
    expect(lake.consumer.type).toBe('datalake')
    const asked = refusalOf(site.client.showConsumer({ params: { consumer: 'hub' } }))
    expect(await asked).toMatchObject({ code: 'AMBIGUOUS_CONSUMER' })
    const shown = await site.client.showConsumer({ params: { consumer: 'datalake/hub' } })
    expect(shown.consumer.id).toBe(lake.consumer.id)
  })
})

describe('consumers', () => {
  it('are listed by type and name, and by what they stand in and are on', async () => {
    const { lake } = await withLake()
    await create({ environment: 'env' })
    await create({ name: 'another', ...aws, image: aws18 })
    const list = async (query: object) =>
      (await site.client.listConsumers({ query })).consumers.map(({ type, name }) => `${type}/${name}`)

    expect(await list({})).toEqual(['datahub/another', 'datahub/hub', 'datalake/lake', 'environment/env'])
    expect(await list({ type: 'datahub' })).toEqual(['datahub/another', 'datahub/hub'])
    expect(await list({ environment: 'env' })).toEqual(['datahub/hub', 'datalake/lake'])
    expect(await list({ catalog: 'freeipa-default' })).toEqual(['environment/env'])
    expect(await list({ image: aws18.toUpperCase() })).toEqual(['datahub/another'])
    const crn = `crn:cdp:datalake:us-west-1:tenant:datalake:${lake.id}`
    expect((await site.client.showConsumer({ params: { consumer: crn } })).consumer.name).toBe('lake')
  })

  it.each(['none', '__proto__', 'datahub/none', 'crn:cdp:datahub:us-west-1:tenant:cluster:none'])(
    'are not found as %s',
    async (consumer) => {
      expect(await refusalOf(site.client.showConsumer({ params: { consumer } }))).toMatchObject({
        code: 'CONSUMER_NOT_FOUND',
      })
    },
  )

  it('that others stand in are deleted with force and a reason only', async () => {
    await withLake()
    const remove = (query = {}) => site.client.deleteConsumer({ params: { consumer: 'env' }, query })
    const refusal = await refusalOf(remove())

    expect(refusal.code).toBe('CONSUMER_IN_USE')
    expect(refusal.faults).toMatchObject([{ code: 'USES_CONSUMER', message: 'datalake "lake" uses it' }])
    expect(await refusalOf(remove({ force: true }))).toMatchObject({ code: 'REASON_REQUIRED' })
    await remove({ force: true, reason: 'gone already' })
    const { consumers } = await site.client.listConsumers({})
    expect(consumers.map(({ name }) => name)).toEqual(['lake'])
    await site.client.deleteConsumer({ params: { consumer: 'lake' } })
    expect((await site.client.listConsumers({})).consumers).toEqual([])
  })

  it('lose the roles on them when they are deleted', async () => {
    const { consumer } = await create({ ...aws, image: aws17 })
    const role = { consumer: 'hub', user: 'bob', role: 'Owner' } as const
    await site.client.grantRole({ body: role })
    await site.as('bob').deleteConsumer({ params: { consumer: consumer.id } })

    expect((await site.client.listRoles({})).grants).toEqual([])
  })

  it('are marked while an operation runs, and are neither switched nor upgraded then', async () => {
    await create({ ...aws, image: aws17 })
    const params = { consumer: 'hub' }
    const marked = await site.client.markConsumer({ params, body: { running: 'repair' } })
    const again = await site.client.markConsumer({ params, body: { running: 'repair' } })
    const plan = await site.client.switchCatalog({ body: { consumers: ['hub'], catalog: 'local' } })

    expect(marked.consumer).toMatchObject({ running: 'repair', revision: site.revision() })
    expect(again.consumer).toEqual(marked.consumer)
    expect(plan.steps[0]?.refusal).toMatchObject({ code: 'CONSUMER_BUSY' })
    expect(plan.steps[0]?.refusal?.message).toContain("Operation is running for stack 'hub'.")
    expect(await refusalOf(site.client.applyUpgrade({ params, body: {} }))).toMatchObject({
      code: 'CONSUMER_BUSY',
    })
    const free = await site.client.markConsumer({ params, body: {} })
    expect(free.consumer).not.toHaveProperty('running')
    const dry = await site.client.markConsumer({ params, query: { dryRun: true }, body: { running: 'x' } })
    expect(dry).toMatchObject({ dryRun: true, consumer: { running: 'x' } })
    expect((await site.client.showConsumer({ params })).consumer).not.toHaveProperty('running')
  })
})
