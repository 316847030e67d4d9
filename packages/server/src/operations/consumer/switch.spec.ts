import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runtimeImages } from '../../faces/cdp/testing/sample-catalogs.ts'
import { openCatalogSite, type CatalogSite } from '../../testing/catalog-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

const { aws17, aws17Later, aws18 } = runtimeImages
const west = (digit: string) => ({ region: 'us-west-1', reference: `ami-0${digit.repeat(16)}` })

let site: CatalogSite
let derivedId: string

/** Two Data Hubs on 7.2.17 of the default catalog, and a catalog with what derives from that. */
beforeEach(async () => {
  site = await openCatalogSite()
  await site.client.createCatalog({ body: { name: 'site' } })
  derivedId = (await site.derive('site', aws17, { vmImages: [west('a')] })).image.id
  await createHub('one')
  await createHub('two')
})

afterEach(() => site.close())

function createHub(name: string, image: string = aws17, catalog = 'cdp-default') {
  const place = { provider: 'aws', region: 'us-west-1' }
  return site.client.createConsumer({ body: { type: 'datahub', name, image, catalog, ...place } })
}

function plan(consumers: string[], catalog = 'site') {
  return site.client.switchCatalog({ body: { consumers, catalog } })
}

function apply(consumers: string[], id: string, catalog = 'site', query = {}) {
  return site.client.switchCatalog({ query, body: { consumers, catalog, plan: id } })
}

async function seatOf(consumer: string) {
  return (await site.client.showConsumer({ params: { consumer } })).consumer.image
}

describe('the plan of a switch', () => {
  it('says what becomes of each consumer, and changes nothing', async () => {
    const before = site.revision()
    const told = await plan(['one', 'two'])

    expect(told).toMatchObject({ applied: false, catalog: 'site', revision: before })
    expect(told.plan).toMatch(new RegExp(`^${before}-[0-9a-f]{16}$`))
    expect(told.steps).toHaveLength(2)
    expect(told.steps[0]).toMatchObject({
      consumer: { name: 'one' },
      from: { catalog: 'cdp-default', id: aws17 },
      to: { catalog: 'site', id: derivedId, reference: west('a').reference },
      match: 'source-to-derived',
      missingRegions: ['us-west-2', 'eu-central-1'],
    })
    expect(told.steps[0]?.lost.map(({ id }) => id)).toContain(aws17Later)
    expect(site.revision()).toBe(before)
  })

  it('means a consumer once, however it is named', async () => {
    const { id } = (await site.client.showConsumer({ params: { consumer: 'one' } })).consumer

    expect((await plan(['one', id, 'datahub/one'])).steps).toHaveLength(1)
  })

  it('is the same in every order of its consumers', async () => {
    const { plan: id } = await plan(['one', 'two'])

    expect((await apply(['two', 'one'], id)).applied).toBe(true)
  })

  it('tells refusals in the step of each', async () => {
    await createHub('later', aws17Later)
    const { steps } = await plan(['one', 'later'])

    expect(steps[0]).not.toHaveProperty('refusal')
    expect(steps[1]).toMatchObject({ refusal: { code: 'IMAGE_NOT_FOUND' } })
    expect(steps[1]?.refusal?.message).toContain(
      `Could not find any custom image with source image id '${aws17Later}' in catalog 'site'`,
    )
    expect(steps[1]).not.toHaveProperty('to')
  })
})

describe('the switch', () => {
  it('moves all consumers in one commit; their machines keep what they were started from', async () => {
    const present = await seatOf('one')
    const { plan: id, revision } = await plan(['one', 'two'])
    const told = await apply(['one', 'two'], id, 'site', { reason: 'hardened' })
    const commit = await site.client.showCommit({ params: { revision: told.revision } })

    expect(told).toMatchObject({ applied: true, revision: revision + 1 })
    expect(commit).toMatchObject({ action: 'consumer.switch', reason: 'hardened' })
    expect(commit.changes).toHaveLength(2)
    expect(await seatOf('one')).toEqual({ catalog: 'site', id: derivedId, reference: present.reference })
  })

  it('goes back, and on to another custom catalog', async () => {
    await site.client.createCatalog({ body: { name: 'lab' } })
    const lab = (await site.derive('lab', aws17)).image.id
    const go = async (catalog: string) => {
      const { plan: id, steps } = await plan(['one'], catalog)
      await apply(['one'], id, catalog)
      return [steps[0]?.match, (await seatOf('one')).id]
    }

    expect(await go('site')).toEqual(['source-to-derived', derivedId])
    expect(await go('lab')).toEqual(['derived-to-derived', lab])
    expect(await go('cdp-default')).toEqual(['derived-to-source', aws17])
  })

  it('refuses a plan once the ledger has moved on', async () => {
    const { plan: id, revision } = await plan(['one'])
    await site.client.createCatalog({ body: { name: 'other' } })
    const refusal = await refusalOf(apply(['one'], id))

    expect(refusal.code).toBe('REVISION_CONFLICT')
    expect(refusal.message).toContain(`planned at revision ${revision}`)
    expect(await seatOf('one')).toMatchObject({ catalog: 'cdp-default' })
  })

  it('is not applied twice', async () => {
    const { plan: id } = await plan(['one'])
    await apply(['one'], id)

    expect(await refusalOf(apply(['one'], id))).toMatchObject({ code: 'REVISION_CONFLICT' })
  })

  it.each([
    ['other consumers', ['two'], 'site'],
    ['more consumers', ['one', 'two'], 'site'],
    ['another catalog', ['one'], 'cdp-default'],
  ])('refuses a plan for %s', async (_, consumers, catalog) => {
    const { plan: id } = await plan(['one'])

    expect(await refusalOf(apply(consumers, id, catalog))).toMatchObject({ code: 'INVALID_INPUT' })
  })

  it.each(['', 'x', '1', `${'9'.repeat(20)}-0123456789abcdef`, '1-0123456789ABCDEF', '-1-0123456789abcdef'])(
    'refuses %j as a plan',
    async (id) => {
      expect(await refusalOf(apply(['one'], id))).toMatchObject({ code: 'INVALID_REQUEST' })
    },
  )

  it('moves none where one cannot be moved', async () => {
    await createHub('later', aws17Later)
    const { plan: id, revision } = await plan(['one', 'later'])
    const refusal = await refusalOf(apply(['one', 'later'], id))

    expect(refusal.code).toBe('SWITCH_REFUSED')
    expect(refusal.faults).toHaveLength(1)
    expect(refusal.faults[0]?.message).toContain('datahub "later": Could not find')
    expect(site.revision()).toBe(revision)
    expect(await seatOf('one')).toMatchObject({ catalog: 'cdp-default' })
  })

  it('refuses a catalog whose image has not the region of the consumer', async () => {
    await site.derive('site', aws17, {
      vmImages: [{ region: 'eu-central-1', reference: 'ami-0cccccccccccccccc' }],
    })
    const { steps } = await plan(['one'])

    expect(steps[0]?.refusal?.message).toContain('us-west-1')
    expect(steps[0]).not.toHaveProperty('to')
  })

  it('changes nothing for who is there already', async () => {
    await createHub('there', derivedId, 'site')
    const { plan: id, revision, steps } = await plan(['there'])
    const told = await apply(['there'], id)

    expect(steps[0]).toMatchObject({ match: 'same-id', to: { id: derivedId } })
    expect(told).toMatchObject({ applied: true, revision })
    expect(site.revision()).toBe(revision)
  })

  const force = { force: true, reason: 'test' }

  it.each([
    ['catalog', () => site.client.deleteCatalog({ params: { catalog: 'site' }, query: force })],
    [
      'image',
      () => site.client.deleteImage({ params: { image: derivedId }, query: { ...force, catalog: 'site' } }),
    ],
  ])('leads away from a deleted %s by what the image derived from', async (_, remove) => {
    const there = await plan(['one', 'two'])
    await apply(['one', 'two'], there.plan)
    await remove()
    await site.client.createCatalog({ body: { name: 'other' } })
    const other = (await site.derive('other', aws17, { vmImages: [west('d')] })).image.id
    const back = await plan(['one', 'two'], 'cdp-default')
    const aside = await plan(['one'], 'other')

    expect(back.steps).toMatchObject([
      { from: { catalog: 'site', id: derivedId }, to: { id: aws17 }, match: 'derived-to-source' },
      { from: { catalog: 'site', id: derivedId }, to: { id: aws17 }, match: 'derived-to-source' },
    ])
    expect(aside.steps).toMatchObject([{ to: { id: other }, match: 'derived-to-derived' }])
    await apply(['one', 'two'], back.plan, 'cdp-default')
    expect(await seatOf('two')).toMatchObject({ catalog: 'cdp-default', id: aws17 })
  })

  it('does not take a deleted image for one that a consumer could stay on', async () => {
    const there = await plan(['one'])
    await apply(['one'], there.plan)
    await site.client.deleteImage({ params: { image: derivedId }, query: { ...force, catalog: 'site' } })
    const { steps } = await plan(['one'])

    expect(steps).toMatchObject([{ refusal: { code: 'IMAGE_NOT_FOUND' } }])
  })

  it.each([
    [['none'], 'site', 'CONSUMER_NOT_FOUND'],
    [['one'], 'none', 'CATALOG_NOT_FOUND'],
    [['one'], '__proto__', 'CATALOG_NOT_FOUND'],
    [[], 'site', 'INVALID_REQUEST'],
  ])('refuses %j to %s', async (consumers, catalog, code) => {
    expect(await refusalOf(plan(consumers, catalog))).toMatchObject({ code })
  })

  it('is refused to one who may change the consumer but not use the catalog', async () => {
    await site.client.grantRole({ body: { consumer: 'one', user: 'bob', role: 'Owner' } })
    const act = site.as('bob').switchCatalog({ body: { consumers: ['one'], catalog: 'site' } })

    expect(await refusalOf(act)).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('says of a source with an image that the catalog has more to gain than before', async () => {
    await site.derive('site', aws18, { vmImages: [west('b')] })
    const { steps } = await plan(['one'])

    expect(steps[0]?.upgradesAfter.some(({ source }) => source?.id === aws18)).toBe(true)
  })
})
