import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runtimeImages } from '../../faces/cdp/testing/sample-catalogs.ts'
import { openCatalogSite, type CatalogSite } from '../../testing/catalog-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

const shared = { catalog: 'site', user: 'bob', role: 'SharedResourceUser' } as const

let site: CatalogSite

beforeEach(async () => {
  site = await openCatalogSite()
  await site.as('alice').createCatalog({ body: { name: 'site' } })
})

afterEach(() => site.close())

async function grants(query = {}) {
  return (await site.client.listRoles({ query })).grants
}

describe('a role', () => {
  it('is given by the owner, once, and taken away again', async () => {
    const alice = site.as('alice')
    const told = await alice.grantRole({ body: shared })
    const again = await site.client.grantRole({ body: shared })
    const grant = {
      resource: 'catalog/site',
      user: 'bob',
      role: 'SharedResourceUser',
      by: 'alice',
      at: told.at,
    }

    expect(told.grant).toEqual(grant)
    expect(again).toMatchObject({ grant, revision: told.revision })
    expect(await grants()).toEqual([grant])
    expect((await alice.revokeRole({ body: shared })).grant).toEqual(grant)
    expect(await grants()).toEqual([])
    expect(await refusalOf(alice.revokeRole({ body: shared }))).toMatchObject({ code: 'ROLE_NOT_FOUND' })
  })

  it('lets its user do what it says, from when it is given until it is taken', async () => {
    const bob = site.as('bob')
    const see = () => bob.showCatalog({ params: { catalog: 'site' } })
    const change = () => bob.updateCatalog({ params: { catalog: 'site' }, body: { description: 'Mine' } })
    expect(await refusalOf(see())).toMatchObject({ code: 'FORBIDDEN' })
    await site.client.grantRole({ body: shared })
    expect((await see()).catalog.name).toBe('site')
    expect(await refusalOf(change())).toMatchObject({ code: 'FORBIDDEN' })
    await site.client.grantRole({ body: { ...shared, role: 'Owner' } })
    expect((await change()).catalog.description).toBe('Mine')
    await site.client.revokeRole({ body: { ...shared, role: 'Owner' } })
    expect(await refusalOf(change())).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('is on a consumer too', async () => {
    const place = { provider: 'aws', region: 'us-west-1', image: runtimeImages.aws17 }
    const { consumer } = await site.client.createConsumer({
      body: { type: 'datahub', name: 'hub', ...place },
    })
    const { grant } = await site.client.grantRole({ body: { consumer: 'hub', user: 'bob', role: 'Owner' } })

    expect(grant.resource).toBe(`consumer/${consumer.id}`)
    expect((await site.as('bob').listConsumers({})).consumers).toHaveLength(1)
    expect((await site.as('carol').listConsumers({})).consumers).toEqual([])
    expect(await grants({ consumer: 'hub' })).toEqual([grant])
    expect(await grants({ catalog: 'site' })).toEqual([])
    expect(await grants({ user: 'carol' })).toEqual([])
  })

  it('is stored on no dry run', async () => {
    const before = site.revision()
    const { grant, dryRun } = await site.client.grantRole({ query: { dryRun: true }, body: shared })

    expect({ dryRun, user: grant.user }).toEqual({ dryRun: true, user: 'bob' })
    expect(site.revision()).toBe(before)
  })

  it.each(['a/b', '__proto__', 'ünï', 'a b', 'x/Owner', 'crn:altus:iam:us-west-1:tenant:user:bob'])(
    'is of the user %s and of nobody else',
    async (user) => {
      await site.client.grantRole({ body: { ...shared, user } })

      expect(await grants({ user })).toHaveLength(1)
      expect(await refusalOf(site.client.revokeRole({ body: shared }))).toMatchObject({
        code: 'ROLE_NOT_FOUND',
      })
      await site.client.revokeRole({ body: { ...shared, user } })
      expect(await grants()).toEqual([])
    },
  )

  it.each([
    ['neither a catalog nor a consumer', { user: 'bob', role: 'Owner' as const }, 'INVALID_REQUEST'],
    ['both', { ...shared, consumer: 'hub' }, 'INVALID_REQUEST'],
    ['an unknown catalog', { ...shared, catalog: 'none' }, 'CATALOG_NOT_FOUND'],
    ['an unknown consumer', { user: 'bob', role: 'Owner' as const, consumer: 'none' }, 'CONSUMER_NOT_FOUND'],
    ['nobody', { ...shared, user: '' }, 'INVALID_REQUEST'],
  ])('is not given on %s', async (_, body, code) => {
    expect(await refusalOf(site.client.grantRole({ body }))).toMatchObject({ code })
    expect(await grants()).toEqual([])
  })

  it('is not given by who only uses the catalog', async () => {
    await site.client.grantRole({ body: shared })
    const act = site.as('bob').grantRole({ body: { ...shared, user: 'carol' } })

    expect(await refusalOf(act)).toMatchObject({ code: 'FORBIDDEN' })
  })
})
