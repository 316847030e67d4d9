import type { Catalog, Image } from '@ingot/contract'
import { describeWithTestData } from '@ingot/testkit'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { syncJob } from '../../catalog-view.ts'
import { cloudbreakText, uuidOf } from '../../testing/cloudbreak-text.ts'
import { openMirrorSite, type MirrorSite } from '../../testing/mirror-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'

const [one, two, three] = [uuidOf(1), uuidOf(2), uuidOf(3)]

let site: MirrorSite

beforeEach(async () => {
  site = await openMirrorSite()
  site.text = cloudbreakText([{ uuid: one }, { uuid: two }])
})

afterEach(() => site.close())

function imageOf(id: string): Image | undefined {
  return site.images().find((image) => image.id === id)
}

describe('syncCatalog', () => {
  it('asks whether there is something new, and commits nothing where there is not', async () => {
    site.etag = '"1"'
    await site.add()
    const { revision } = site.ledger.snapshot()
    site.now = new Date('2026-11-21T11:00:00.000Z')

    const first = await site.sync()
    const second = await site.sync()

    expect(first).toMatchObject({ outcome: 'not-modified', unchanged: 2, images: [], layoutChanged: false })
    expect(second.catalog.sync).toEqual({ checked: site.now.toISOString(), outcome: 'not-modified' })
    expect(site.source.requests().map((headers) => headers['if-none-match'])).toEqual([
      undefined,
      '"1"',
      '"1"',
    ])
    expect(site.ledger.snapshot().revision).toBe(revision)
  })

  it('compares where the source does not say, and commits nothing either', async () => {
    await site.add()
    const { revision } = site.ledger.snapshot()

    await expect(site.sync()).resolves.toMatchObject({ outcome: 'unchanged', unchanged: 2, images: [] })
    site.text = JSON.stringify(JSON.parse(site.text), undefined, 2)

    await expect(site.sync()).resolves.toMatchObject({
      outcome: 'unchanged',
      unchanged: 2,
      layoutChanged: false,
    })
    expect(site.ledger.snapshot().revision).toBe(revision)
  })

  it('tells what came, changed and went; keeps what went, and takes it back', async () => {
    await site.add()
    const { revision } = site.ledger.snapshot()
    site.text = cloudbreakText([
      { uuid: three },
      { uuid: two, regions: { 'us-west-1': 'ami-0ab000000000000cd' } },
    ])

    const changed = await site.sync({ reason: 'weekly' })

    expect(changed).toMatchObject({
      revision: revision + 1,
      outcome: 'changed',
      layoutChanged: true,
      unchanged: 0,
    })
    expect(changed.images.map(({ image, change }) => [image.id, change])).toEqual([
      [three, 'added'],
      [two, 'changed'],
      [one, 'withdrawn'],
    ])
    expect(changed.images[1]?.differences.join('\n')).toContain('ami-0ab000000000000cd')
    expect(changed.catalog).toMatchObject({ images: 2, withdrawn: 1 })
    expect(imageOf(one)).toMatchObject({
      withdrawn: site.now.toISOString(),
      stages: [{ state: 'disabled', from: site.now.toISOString() }],
    })

    site.text = cloudbreakText([{ uuid: one }, { uuid: two }])
    const back = await site.sync()
    expect(back.images.map(({ image, change }) => [image.id, change])).toEqual([
      [one, 'returned'],
      [two, 'changed'],
      [three, 'withdrawn'],
    ])
    expect(imageOf(one)).not.toHaveProperty('withdrawn')
    expect(imageOf(one)?.stages).toEqual([])
    await expect(site.ledger.log({ limit: 2 })).resolves.toMatchObject([
      { action: 'catalog.sync' },
      { action: 'catalog.sync', reason: 'weekly' },
    ])
  })

  it('sees that only the versions block, or the order, changed', async () => {
    await site.add()
    site.text = cloudbreakText([{ uuid: two }, { uuid: one }])

    await expect(site.sync()).resolves.toMatchObject({ outcome: 'changed', images: [], layoutChanged: true })
  })

  it('only shows, when it is asked to, and remembers no version for it', async () => {
    site.etag = '"1"'
    await site.add()
    const { revision } = site.ledger.snapshot()
    site.text = cloudbreakText([{ uuid: one }])
    site.etag = '"2"'

    const shown = await site.sync({ dryRun: true })

    expect(shown).toMatchObject({ dryRun: true, outcome: 'changed' })
    expect(shown.catalog).toMatchObject({ images: 1, artifacts: 2, withdrawn: 1 })
    expect(site.ledger.snapshot().revision).toBe(revision)
    await expect(site.state()).resolves.toMatchObject({ known: { etag: '"1"' } })
    await expect(site.sync()).resolves.toMatchObject({
      outcome: 'changed',
      catalog: { images: 1, withdrawn: 1 },
    })
  })

  it('remembers a version only once it is stored', async () => {
    site.etag = '"1"'
    await site.add()
    site.text = cloudbreakText([{ uuid: three }])
    site.etag = '"2"'

    const refusal = await refusalOf(site.sync({ expect: 1 }))

    expect(refusal.code).toBe('REVISION_CONFLICT')
    await expect(site.state()).resolves.toMatchObject({ outcome: 'changed', known: { etag: '"1"' } })
    await expect(site.sync()).resolves.toMatchObject({ outcome: 'changed' })
  })

  it('never puts a faulty version in place of a good one', async () => {
    site.etag = '"1"'
    await site.add()
    const { revision } = site.ledger.snapshot()
    const good = site.text
    site.text = JSON.stringify({ images: { 'cdh-images': [{ uuid: one }, { date: 1 }] } })
    site.etag = '"2"'

    const refusal = await refusalOf(site.sync())

    expect(refusal.code).toBe('SOURCE_INVALID')
    expect(refusal.faults.length).toBeGreaterThan(2)
    expect(refusal.faults[0]?.file).toBe(`${site.source.url}/catalog.json`)
    expect(site.ledger.snapshot().revision).toBe(revision)
    await expect(site.state()).resolves.toMatchObject({
      outcome: 'failed',
      message: refusal.message,
      known: { etag: '"1"' },
    })

    site.text = good
    site.etag = '"1"'
    await expect(site.sync()).resolves.toMatchObject({ outcome: 'not-modified' })
  })

  it('reads anew what was read in another way, even if it is known', async () => {
    site.etag = '"1"'
    await site.add()
    const state = await site.state()
    await site.ledger.jobs.save(syncJob(site.name), { ...state, reader: 0 })

    await expect(site.sync()).resolves.toMatchObject({ outcome: 'unchanged', layoutChanged: false })
    await expect(site.state()).resolves.toEqual({ ...state, outcome: 'unchanged' })
    expect(site.source.requests().at(-1)).not.toHaveProperty('if-none-match')
  })

  it.each([
    ['nothing', ''],
    ['no JSON', '<html>Service Unavailable</html>'],
    ['half of a catalog', cloudbreakText([{ uuid: one }]).slice(0, 300)],
    ['a list', '[]'],
    ['no images', '{"images": {"cdh-images": []}}'],
    ['nesting without end', '['.repeat(100_000)],
    ['nesting without end in a member', `{"images": ${'{"a":'.repeat(50_000)}`],
    ['a prototype', '{"__proto__": {"images": {"cdh-images": []}}}'],
    ['a huge number', cloudbreakText([{ uuid: one }]).replace('1714149880', '1e999')],
  ])('refuses what is no catalog, stores nothing, and lives: %s', async (_, faulty) => {
    await site.add()
    const { revision } = site.ledger.snapshot()
    site.text = faulty

    await expect(refusalOf(site.sync())).resolves.toMatchObject({ code: 'SOURCE_INVALID' })
    expect(site.ledger.snapshot().revision).toBe(revision)
    expect(site.images()).toHaveLength(2)
  })

  it('remembers that the source could not be reached', async () => {
    await site.add()
    site.answer = (_request, response) => response.writeHead(503).end()

    const refusal = await refusalOf(site.sync())

    expect(refusal.message).toBe(
      `Failed to get image catalog from '${site.source.url}/catalog.json' due to: '503 Service Unavailable'`,
    )
    await expect(site.state()).resolves.toMatchObject({ outcome: 'failed', message: refusal.message })
    await expect(refusalOf(site.sync({ dryRun: true }))).resolves.toMatchObject({
      code: 'SOURCE_UNREACHABLE',
    })
  })

  it('stores nothing of a source that the catalog no longer mirrors', async () => {
    await site.add()
    const other = `${site.source.url}/other.json`
    let isChanged = false
    site.answer = (request, response) => {
      if (isChanged || request.url !== '/catalog.json') {
        response.end(site.text)
        return
      }
      isChanged = true
      const adding = site.add(site.body({ from: other }))
      void adding.then(() => response.end(cloudbreakText([{ uuid: three }])))
    }

    const refusal = await refusalOf(site.sync())

    expect(refusal.code).toBe('REVISION_CONFLICT')
    expect(site.ledger.snapshot().get<Catalog>('catalog', site.name)?.body.mirror?.from).toBe(other)
    expect(site.images().map(({ id }) => id)).toEqual([one, two])
  })

  it('is for catalogs that mirror something', async () => {
    const sync = (catalog: string) => refusalOf(site.sync({}, undefined, catalog))

    await expect(sync('local')).resolves.toMatchObject({ code: 'INVALID_REQUEST' })
    await expect(sync('cyclecloud-default')).resolves.toMatchObject({ code: 'INVALID_REQUEST' })
    await expect(sync('nowhere')).resolves.toMatchObject({ code: 'CATALOG_NOT_FOUND' })
  })
})

const real = 'upgrade-test-image-catalog.6c1ec90172a.json'

describeWithTestData('the catalog of production', ['cdp', real], (file) => {
  it('is mirrored whole, once', async () => {
    site.text = readFileSync(file, 'utf8')
    const added = await site.add()
    const { revision } = site.ledger.snapshot()

    expect(added.catalog).toMatchObject({ images: 677, artifacts: 18_469 })
    await expect(site.sync()).resolves.toMatchObject({
      outcome: 'unchanged',
      unchanged: 677,
      layoutChanged: false,
    })
    expect(site.ledger.snapshot().revision).toBe(revision)

    site.text = site.text.replace('ami-0', 'ami-1')
    const changed = await site.sync()
    expect(changed).toMatchObject({ outcome: 'changed', unchanged: 676, layoutChanged: false })
    expect(changed.images[0]?.differences).toHaveLength(1)
  })
})
