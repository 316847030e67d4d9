import { publicPem } from '@ingot/testkit'
import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRegistrySite, type RegistrySite } from '../../testing/registry-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

let site: RegistrySite

beforeEach(async () => {
  site = await openRegistrySite({ operations: ['addTrust', 'listTrust', 'deleteTrust'] })
})

afterEach(() => site.close())

const pem = () => publicPem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)
const key = pem()

type Body = Parameters<RegistrySite['client']['addTrust']>[0]['body']

const add = (trust: string, body: Body, query = {}) =>
  site.client.addTrust({ params: { trust }, query, body })
const names = async (query = {}) => (await site.client.listTrust({ query })).trust.map(({ name }) => name)

describe('addTrust', () => {
  it('trusts a key by a name, and changes it under that name', async () => {
    const added = await add('builders', { key })
    site.now = new Date('2026-03-02T00:00:00.000Z')
    const other = pem()
    const changed = await add('builders', { key: other })

    expect(added).toMatchObject({
      revision: 1,
      trust: { name: 'builders', key, created: '2026-03-01T12:00:00.000Z' },
    })
    expect(changed).toMatchObject({
      revision: 2,
      trust: { key: other, created: '2026-03-01T12:00:00.000Z' },
    })
    expect((await add('builders', { key: other })).revision).toBe(2)
    expect(await names()).toEqual(['builders'])
  })

  it('plans on a dry run', async () => {
    expect(await add('builders', { key }, { dryRun: true })).toMatchObject({ dryRun: true, revision: 0 })
    expect(await names()).toEqual([])
  })

  it.each<[string, Body]>([
    ['neither key nor identity', {}],
    ['a key that is none', { key: 'ssh-rsa AAAA' }],
    ['both', { key, identity: { subject: 'a', issuer: 'https://issuer.example', root: '{}' } }],
    ['a root that is none', { identity: { subject: 'a', issuer: 'https://issuer.example', root: '{' } }],
  ])('refuses %s, with its faults', async (_, body) => {
    const refusal = await refusalOf(add('builders', body))

    expect(refusal.code).toBe('INVALID_INPUT')
    expect(refusal.faults.length).toBeGreaterThan(0)
    expect(await names()).toEqual([])
  })

  it('refuses a name that a path could not have', async () => {
    expect(await refusalOf(add('a/b', { key }))).toMatchObject({ code: 'INVALID_REQUEST' })
  })
})

describe('deleteTrust', () => {
  it('trusts it no longer', async () => {
    await add('a', { key })
    await add('b', { key: pem() })

    expect((await site.client.deleteTrust({ params: { trust: 'a' } })).trust).toMatchObject({
      name: 'a',
      key,
    })

    expect(await names()).toEqual(['b'])
    expect(await names({ at: '2' })).toEqual(['a', 'b'])
    expect(await refusalOf(site.client.deleteTrust({ params: { trust: 'a' } }))).toMatchObject({
      code: 'TRUST_NOT_FOUND',
      message: expect.stringContaining('there are "b"') as string,
    })
  })
})
