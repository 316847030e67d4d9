import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freeipaImages, runtimeImages } from '../../faces/cdp/testing/sample-catalogs.ts'
import { openCatalogSite, type CatalogSite } from '../../testing/catalog-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

let site: CatalogSite

beforeAll(async () => {
  site = await openCatalogSite()
})

afterAll(() => site.close())

const runtime = (provider: string, version?: string, architecture?: 'arm64') => ({
  provider,
  type: 'runtime' as const,
  ...(version === undefined ? {} : { runtime: version }),
  ...(architecture === undefined ? {} : { architecture }),
})

describe('the default image', () => {
  it.each([
    [runtime('aws', '7.2.17'), runtimeImages.aws17Later],
    [runtime('AWS', '7.2.18'), runtimeImages.aws18],
    [runtime('aws', '7.2.18', 'arm64'), runtimeImages.aws18Arm],
    [runtime('azure', '7.2.17'), runtimeImages.azure17],
    [runtime('gcp', '7.2.17'), runtimeImages.gcp17],
    [{ provider: 'aws', type: 'freeipa' as const }, freeipaImages.awsLater],
  ])('of %j is found with its trace', async (query, id) => {
    const found = await site.client.findDefaultImage({ query })

    expect(found).toMatchObject({ status: 'resolved', image: { id } })
    expect(found.trace?.candidates.length).toBeGreaterThan(0)
  })

  it.each([
    [runtime('aws'), "Runtime is required in case of 'RUNTIME' image type"],
    [{ provider: 'aws', type: 'freeipa' as const, runtime: '7.2.17' }, 'Runtime is not supported'],
    [runtime('aws', '7.2'), "runtime '7.2' in 'cdp-default'"],
    [runtime('azure', '7.2.18'), 'Could not find any image for platform'],
    [runtime('__proto__', '7.2.17'), 'Could not find any image'],
  ])('of %j is none, and it says why', async (query, words) => {
    const found = await site.client.findDefaultImage({ query })

    expect(found.status).toBe('unresolved')
    expect(found.refusal?.message).toContain(words)
  })

  it('needs the catalog that it is looked for in', async () => {
    const bare = await openCatalogSite({ bare: true })
    const refusal = await refusalOf(bare.client.findDefaultImage({ query: runtime('aws', '7.2.17') }))
    await bare.close()

    expect(refusal).toMatchObject({ code: 'CATALOG_NOT_FOUND' })
  })
})
