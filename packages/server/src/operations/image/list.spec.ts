import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runtimeCatalog, runtimeImages } from '../../faces/cdp/testing/sample-catalogs.ts'
import { openCatalogSite, type CatalogSite } from '../../testing/catalog-site.ts'
import { withoutImage } from '../../testing/without-image.ts'

const { aws17, aws17Later, aws18, aws18Arm, azure17, gcp17, gov17, base } = runtimeImages

let site: CatalogSite

beforeAll(async () => {
  site = await openCatalogSite()
})

afterAll(() => site.close())

const list = async (query: object) =>
  (await site.client.listImages({ query: { catalog: 'cdp-default', ...query } })).images
    .map(({ id }) => id)
    .toSorted()

describe('listing images of a Cloudbreak catalog', () => {
  it('takes an image whose entry says no architecture for x86_64, as its traits do', async () => {
    expect(await list({ architecture: 'x86_64' })).toEqual(
      [aws17, aws17Later, aws18, azure17, gcp17, gov17, base].toSorted(),
    )
    expect(await list({ architecture: 'arm64' })).toEqual([aws18Arm])
  })

  it.each(['West US 2', 'westus2', 'WEST US 2', 'west-us-2'])(
    'knows a region of Azure as %s',
    async (region) => {
      expect(await list({ provider: 'azure', region })).toEqual([azure17])
    },
  )

  it('finds what any region may start from, and tells regions of one cloud apart', async () => {
    expect(await list({ region: 'us-gov-west-1' })).toEqual([gcp17, gov17].toSorted())
    expect(await list({ provider: 'aws', region: 'uswest1' })).toEqual([])
  })
})

describe('counting images by a trait', () => {
  const counts = async (query: object) =>
    (await site.client.listImages({ query: { catalog: 'cdp-default', limit: 1, ...query } })).counts

  it('counts all that fit, those without the trait last', async () => {
    expect(await counts({ countBy: 'runtime' })).toEqual([
      { value: '7.2.17', images: 5 },
      { value: '7.2.18', images: 2 },
      { images: 1 },
    ])
    expect(await counts({ countBy: 'runtime', provider: 'azure' })).toEqual([{ value: '7.2.17', images: 1 }])
  })

  it('takes names of Object.prototype for traits like any other', async () => {
    expect(await counts({ countBy: 'constructor' })).toEqual([{ images: 8 }])
    expect(await counts({})).toBeUndefined()
  })
})

describe('the newest image of a name', () => {
  const newest = () => list({ name: 'runtime-redhat8-aws', where: ['runtime=7.2.17'], newest: true })

  it('is one that the source still lists, where there is one', async () => {
    expect(await newest()).toEqual([aws17Later])
    await site.mirror('cdp-default', withoutImage(runtimeCatalog, aws17Later))
    expect(await newest()).toEqual([aws17])

    await site.mirror('cdp-default', withoutImage(withoutImage(runtimeCatalog, aws17Later), aws17))
    expect(await newest()).toEqual([aws17Later])
  })
})
