import type { CatalogLayout, Image } from '@ingot/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { catalogOrder } from '../../image-source.ts'
import { cloudbreakText, uuidOf } from '../../testing/cloudbreak-text.ts'
import { openMirrorSite, type MirrorSite } from '../../testing/mirror-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'
import { createCatalog } from '../catalog/create.ts'

const [one, two, three] = [uuidOf(1), uuidOf(2), uuidOf(3)]

let site: MirrorSite

beforeEach(async () => {
  site = await openMirrorSite()
  site.text = cloudbreakText([{ uuid: one }, { uuid: two }])
})

afterEach(() => site.close())

describe('addSource', () => {
  it('makes the catalog, its images and its layout in one commit, last in the search order', async () => {
    const before = site.ledger.snapshot().revision

    const added = await site.add(site.body({ every: 900, description: 'Cloudera' }))

    expect(added).toMatchObject({
      revision: before + 1,
      outcome: 'changed',
      dryRun: false,
      layoutChanged: true,
    })
    expect(added.images.map(({ image, change }) => [image.id, change])).toEqual([
      [one, 'added'],
      [two, 'added'],
    ])
    expect(added.catalog).toMatchObject({
      name: 'cdp-default',
      type: 'default',
      owner: 'ada',
      description: 'Cloudera',
      position: 3,
      images: 2,
      artifacts: 4,
      withdrawn: 0,
      mirror: {
        type: 'runtime',
        from: `${site.source.url}/catalog.json`,
        every: 900,
        allowHost: site.source.host,
      },
      sync: { checked: site.now.toISOString(), outcome: 'changed' },
    })
    const snapshot = site.ledger.snapshot()
    expect(catalogOrder(snapshot).at(-1)).toBe('cdp-default')
    expect(snapshot.get<Image>('image', `cdp-default/${one}`)?.body).toMatchObject({
      id: one,
      catalog: 'cdp-default',
    })
    expect(snapshot.get<CatalogLayout>('layout', 'cdp-default')?.body.lists).toEqual({
      'cdh-images': [one, two],
    })
    await expect(site.ledger.log({ limit: 1 })).resolves.toMatchObject([
      { actor: 'ada', action: 'catalog.add-source' },
    ])
  })

  it('only shows, when it is asked to, and remembers nothing', async () => {
    const before = site.ledger.snapshot().revision

    const shown = await site.add(site.body(), { dryRun: true })

    expect(shown).toMatchObject({ dryRun: true, outcome: 'changed', revision: before })
    expect(shown.catalog).toMatchObject({
      position: 3,
      images: 2,
      artifacts: 4,
      withdrawn: 0,
      revision: before + 1,
    })
    expect(shown.catalog.sync).toBeUndefined()
    expect(site.ledger.snapshot().revision).toBe(before)
    await expect(site.state()).resolves.toBeUndefined()
    await expect(site.add()).resolves.toMatchObject({
      catalog: { ...shown.catalog, sync: { outcome: 'changed' } },
    })
  })

  it('mirrors one source in two catalogs, each with its own images', async () => {
    await site.add()
    await site.add(site.body(), {}, 'site-default')

    expect(site.images().map(({ id }) => id)).toEqual(site.images('site-default').map(({ id }) => id))
    expect(site.ledger.snapshot().count('layout')).toBe(2)
  })

  it('gives a mirror another source, and keeps the rest of it', async () => {
    await site.add(site.body({ every: 60, description: 'Cloudera' }))
    site.now = new Date('2026-11-22T10:00:00.000Z')
    site.text = cloudbreakText([{ uuid: two }, { uuid: three }])
    const from = `${site.source.url}/other.json`

    const { images, catalog } = await site.add(site.body({ from }))

    expect(images.map(({ image, change }) => [image.id, change])).toEqual([
      [three, 'added'],
      [one, 'withdrawn'],
    ])
    expect(catalog).toMatchObject({
      description: 'Cloudera',
      created: '2026-11-21T10:00:00.000Z',
      position: 3,
      images: 2,
      withdrawn: 1,
      mirror: { type: 'runtime', from, allowHost: site.source.host },
    })
    await expect(site.state()).resolves.toMatchObject({ from })
  })

  it('commits a setting that changed, though the source did not', async () => {
    await site.add()
    const { revision } = site.ledger.snapshot()

    await expect(site.add(site.body({ every: 900 }))).resolves.toMatchObject({
      outcome: 'unchanged',
      images: [],
    })
    expect(site.ledger.snapshot().revision).toBe(revision + 1)
    await expect(site.add(site.body({ every: 900 }))).resolves.toMatchObject({ outcome: 'unchanged' })
    expect(site.ledger.snapshot().revision).toBe(revision + 1)
  })

  it.each([
    ['a custom catalog', 'local'],
    ['a catalog that is shipped', 'cyclecloud-default'],
    ['a custom catalog that was made', 'site'],
  ])('takes the name of no other catalog, and asks no source: %s', async (_, catalog) => {
    await createCatalog({ query: {}, body: { name: 'site' } }, site.context())

    const refusal = await refusalOf(site.add(site.body(), {}, catalog))

    expect(refusal.code).toBe('CATALOG_EXISTS')
    expect(site.source.connections()).toBe(0)
  })

  it.each(['X', 'a', '1a', 'a-', 'cdp_default', 'CDP', 'a/b', `a${'b'.repeat(255)}`])(
    'takes no name that none may have: %s',
    async (catalog) => {
      const refusal = await refusalOf(site.add(site.body(), {}, catalog))

      expect(refusal.faults).toMatchObject([{ path: '/params/catalog' }])
    },
  )

  it('refuses private addresses that nobody allowed, and stores nothing', async () => {
    const { revision } = site.ledger.snapshot()
    const { allowHost: _, ...rest } = site.body()

    const refusal = await refusalOf(site.add(rest))

    expect(refusal.code).toBe('SOURCE_REFUSED')
    expect(refusal.faults.map(({ code }) => code)).toEqual(['SOURCE_SCHEME', 'SOURCE_LOCAL', 'SOURCE_PORT'])
    expect(site.source.connections()).toBe(0)
    expect(site.ledger.snapshot().revision).toBe(revision)
  })
})

describe('a source that is a file', () => {
  const file = { type: 'runtime', from: 'file:/srv/catalog.json' } as const

  it('is read by who syncs it', async () => {
    await expect(site.add({ ...file, content: site.text })).resolves.toMatchObject({ outcome: 'changed' })
    await expect(site.sync({}, site.text)).resolves.toMatchObject({ outcome: 'unchanged', unchanged: 2 })
    await expect(site.sync({}, cloudbreakText([{ uuid: one }]))).resolves.toMatchObject({
      outcome: 'changed',
      unchanged: 1,
    })
    expect((await refusalOf(site.sync())).message).toContain('send the text of the file')
    expect(site.source.connections()).toBe(0)
  })

  it('tells all that does not go with it', async () => {
    const refusal = await refusalOf(site.add({ ...file, every: 900, allowHost: 'a.internal' }, {}, 'X'))

    expect(refusal.code).toBe('INVALID_REQUEST')
    expect(refusal.faults.map(({ path }) => path)).toEqual([
      '/params/catalog',
      '/body/content',
      '/body/every',
      '/body/allowHost',
    ])
  })

  it('is not larger than a catalog may be, and has the places of its faults', async () => {
    const large = await refusalOf(site.add({ ...file, content: ' '.repeat(8 * 1024 * 1024 + 1) }))
    const faulty = await refusalOf(site.add({ ...file, content: '{\n  "images": {},\n  "images": 1x\n}' }))

    expect(large.code).toBe('SOURCE_INVALID')
    expect(faulty.code).toBe('SOURCE_INVALID')
    expect(faulty.faults[0]).toMatchObject({ file: file.from, line: 3 })
  })

  it('is no URL, nor the other way about', async () => {
    const refusal = await refusalOf(site.add(site.body({ content: site.text })))
    await site.add()

    expect(refusal.faults.map(({ path }) => path)).toEqual(['/body/content'])
    await expect(refusalOf(site.sync({}, site.text))).resolves.toMatchObject({ code: 'INVALID_REQUEST' })
  })
})
