import { createClient, type Input, type Operations } from '@ingot/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freeipaImages, runtimeCatalog, runtimeImages } from '../../faces/cdp/testing/sample-catalogs.ts'
import { openLocal } from '../../local.ts'
import { openCatalogSite, type CatalogSite } from '../../testing/catalog-site.ts'
import { refusalOf } from '../../testing/refusal-of.ts'
import { withoutImage } from '../../testing/without-image.ts'

const { aws17, aws17Later, aws18Arm, azure17 } = runtimeImages
const west = { region: 'us-west-1', reference: 'ami-0aaaaaaaaaaaaaaa1' }
const other = { region: 'us-west-1', reference: 'ami-0bbbbbbbbbbbbbbb2' }
const newId = '11111111-2222-4333-8444-555555555555'

let site: CatalogSite

beforeEach(async () => {
  site = await openCatalogSite()
  await site.client.createCatalog({ body: { name: 'site' } })
})

afterEach(() => site.close())

describe('the derivation of an image', () => {
  it('says what the image is, with all that it inherits', async () => {
    const told = await site.derive('site', aws17, { vmImages: [west] })

    expect(told).toMatchObject({
      dryRun: false,
      change: 'created',
      differences: [],
      image: {
        catalog: 'site',
        name: 'runtime-redhat8-aws',
        state: 'active',
        revision: site.revision(),
        traits: { runtime: '7.2.17', os: 'redhat8', provider: 'aws' },
        artifacts: [west],
        derived: { source: { catalog: 'cdp-default', id: aws17 }, type: 'runtime', created: told.at },
      },
      regions: { source: 3, here: 1, missing: ['us-west-2', 'eu-central-1'], extra: [] },
    })
    expect(told.warnings).toEqual([])
  })

  it('warns of what is doubtful, and does it', async () => {
    const told = await site.derive('site', aws17, { vmImages: [{ ...west, region: 'us-west-9' }] })

    expect(told).toMatchObject({ change: 'created', regions: { extra: ['us-west-9'] } })
    expect(told.warnings).toMatchObject([{ severity: 'warning', code: 'REGION_UNKNOWN' }])
  })

  it('asked twice, changes nothing the second time; with another reference it is a revision of the same image', async () => {
    const first = await site.derive('site', aws17, { vmImages: [west] })
    site.now = new Date('2026-03-02T12:00:00.000Z')
    const same = await site.derive('site', aws17.toUpperCase(), { vmImages: [west] })
    const changed = await site.derive('site', aws17, { vmImages: [other] })
    const { entries } = await site.client.imageHistory({ params: { image: first.image.id } })

    expect(same).toMatchObject({
      change: 'unchanged',
      revision: first.revision,
      image: { id: first.image.id },
    })
    expect(changed).toMatchObject({ change: 'changed', revision: first.revision + 1 })
    expect(changed.differences.join('\n')).toContain(other.reference)
    expect(changed.image).toMatchObject({
      id: first.image.id,
      derived: first.image.derived,
      artifacts: [other],
    })
    expect(entries.map(({ revision }) => revision)).toEqual([changed.revision, first.revision])
  })

  it('makes one image of what two processes derive at once, and loses none of their references', async () => {
    const locals = await Promise.all(
      ['one', 'two'].map((actor) => openLocal({ place: site.place, operations: ['deriveImage'], actor })),
    )
    const clients = [site.client, ...locals.map(({ send }) => createClient(send))]
    const references = Array.from({ length: 12 }, (_, index) => `ami-0${String(index).padStart(16, 'a')}`)
    const told = await Promise.all(
      references.map((reference, index) => {
        const vmImages = [{ region: 'us-west-1', reference }]
        return clients[index % clients.length]!.deriveImage({
          params: { catalog: 'site' },
          body: { from: aws17, vmImages },
        })
      }),
    )
    await Promise.all(locals.map((local) => local.close()))
    const { total, images } = await site.client.listImages({
      query: { catalog: 'site', minRevision: Math.max(...told.map(({ revision }) => revision)) },
    })
    const { entries } = await site.client.imageHistory({ params: { image: images[0]!.id } })

    expect(total).toBe(1)
    expect(new Set(told.map(({ image }) => image.id)).size).toBe(1)
    expect(told.filter(({ change }) => change === 'created')).toHaveLength(1)
    expect(entries).toHaveLength(references.length)
  })

  it('keeps what is not named, takes away what is empty, and goes back to the references of the source', async () => {
    const baseParcelUrl = 'https://mirror.example.com/cdp'
    await site.derive('site', aws17, { vmImages: [west], baseParcelUrl, inheritRegions: true })
    const kept = await site.derive('site', aws17, { vmImages: [west] })
    const back = await site.derive('site', aws17, { vmImages: [], baseParcelUrl: '', inheritRegions: false })

    expect(kept).toMatchObject({
      change: 'unchanged',
      image: { derived: { baseParcelUrl, inheritRegions: true } },
    })
    expect(kept.regions).toMatchObject({ source: 3, here: 3, missing: [] })
    expect(back.image.derived).not.toHaveProperty('baseParcelUrl')
    expect(back.image.derived).not.toHaveProperty('inheritRegions')
    expect(back.image.artifacts).toHaveLength(3)
  })

  it('stores on a dry run nothing, and says what it would', async () => {
    const before = site.revision()
    const planned = await site.derive('site', aws17, { vmImages: [west] }, { dryRun: true })

    expect(planned).toMatchObject({ dryRun: true, change: 'created', revision: before })
    expect(planned.image).toMatchObject({ revision: before + 1, artifacts: [west] })
    expect(site.revision()).toBe(before)
  })

  it('keeps the architecture of the source, and the type of FreeIPA', async () => {
    const arm = await site.derive('site', aws18Arm)
    const freeipa = await site.derive('site', freeipaImages.aws)

    expect(arm.image).toMatchObject({ architecture: 'arm64', name: 'runtime-redhat8-aws-arm64' })
    expect(freeipa.image.derived).toMatchObject({ type: 'freeipa', source: { catalog: 'freeipa-default' } })
  })

  it('reports every fault at once and stores nothing', async () => {
    const before = site.revision()
    const refusal = await refusalOf(
      site.derive('site', aws17, {
        vmImages: [
          { region: 'us-west-1', reference: '(ami-1234)' },
          { region: 'West US 2', reference: 'x' },
          west,
        ],
        baseParcelUrl: 'ftp://mirror.example.com',
      }),
    )

    expect(refusal.code).toBe('INVALID_INPUT')
    expect(refusal.faults.filter(({ severity }) => severity === 'error').length).toBeGreaterThanOrEqual(4)
    expect(refusal.message).toMatch(/and \d+ more$/)
    expect(site.revision()).toBe(before)
  })

  type Body = Partial<Input<Operations['deriveImage']>['body']>
  const refusals: [string, string, string, Body, string, RegExp][] = [
    ['an unknown source', 'site', newId, {}, 'IMAGE_NOT_FOUND', /Could not find 'RUNTIME' image .* with id/],
    ['an unknown FreeIPA source', 'site', newId, { type: 'freeipa' }, 'IMAGE_NOT_FOUND', /'FREEIPA' image/],
    ['a source of the other type', 'site', aws17, { type: 'freeipa' }, 'IMAGE_NOT_FOUND', /of another type/],
    ['a prototype key', 'site', '__proto__', {}, 'IMAGE_NOT_FOUND', /__proto__/],
    ['an image that is no default image', 'site', 'almalinux8', {}, 'IMAGE_NOT_FOUND', /Could not find/],
    [
      'an unknown catalog of the source',
      'site',
      aws17,
      { sourceCatalog: 'none' },
      'CATALOG_NOT_FOUND',
      /"none"/,
    ],
    [
      'another catalog of the source',
      'site',
      aws17,
      { sourceCatalog: 'freeipa-default' },
      'IMAGE_NOT_FOUND',
      /^Could .*; the catalog "cdp-default" has an image of this id$/,
    ],
    ['an unknown catalog', 'none', aws17, {}, 'CATALOG_NOT_FOUND', /"none"/],
    ['a default catalog', 'cdp-default', aws17, {}, 'CATALOG_READ_ONLY', /read-only/],
    ['an id that is none', 'site', aws17, { id: 'not an id' }, 'INVALID_INPUT', /not an id/],
    [
      'an endless reference',
      'site',
      aws17,
      { vmImages: [{ ...west, reference: 'a'.repeat(2 ** 16) }] },
      'INVALID_INPUT',
      /./,
    ],
    ['an empty region', 'site', aws17, { vmImages: [{ ...west, region: '' }] }, 'INVALID_INPUT', /region/i],
  ]

  it.each(refusals)('refuses %s', async (_, catalog, from, body, code, message) => {
    const before = site.revision()
    const refusal = await refusalOf(site.derive(catalog, from, body))

    expect(refusal.code).toBe(code)
    expect(refusal.message).toMatch(message)
    expect(site.revision()).toBe(before)
  })

  it('does not derive from what derives itself, and says from what instead', async () => {
    const { image } = await site.derive('site', aws17)
    const refusal = await refusalOf(site.derive('site', image.id))

    expect(refusal.code).toBe('IMAGE_NOT_FOUND')
    expect(refusal.message).toContain(`derives from ${aws17}`)
  })
})

describe('the id of a derived image', () => {
  it('can be chosen, and names the image to change', async () => {
    const { image } = await site.derive('site', aws17, { id: newId, vmImages: [west] })
    const again = await site.derive('site', aws17, { id: newId.toUpperCase(), vmImages: [other] })

    expect(image.id).toBe(newId)
    expect(again).toMatchObject({ change: 'changed', image: { id: newId } })
  })

  it('moves an image to another source, with the name and the version of that', async () => {
    const { image } = await site.derive('site', aws17, { id: newId, vmImages: [west] })
    const moved = await site.derive('site', aws17Later, { id: newId, vmImages: [west] })

    expect(moved).toMatchObject({
      change: 'changed',
      image: { id: newId, derived: { created: image.derived?.created } },
    })
    expect(moved.image.version).not.toBe(image.version)
    expect((await site.client.listImages({ query: { catalog: 'site' } })).total).toBe(1)
  })

  it.each([
    ['of another id', aws17, { id: '99999999-2222-4333-8444-555555555555' }],
    ['another image of which has the source already', aws17, { id: '88888888-2222-4333-8444-555555555555' }],
  ])('conflicts where the source has an image %s', async (_, from, body) => {
    await site.derive('site', aws17, { id: newId })
    await site.derive('site', aws17Later, { id: '88888888-2222-4333-8444-555555555555' })
    const before = site.revision()

    expect(await refusalOf(site.derive('site', from, body))).toMatchObject({ code: 'IMAGE_EXISTS' })
    expect(site.revision()).toBe(before)
  })

  it('may stand in two catalogs: their images are two', async () => {
    await site.client.createCatalog({ body: { name: 'lab' } })
    await site.derive('site', aws17, { id: newId, vmImages: [west] })
    await site.derive('lab', azure17, { id: newId })

    const show = async (catalog: string) =>
      (await site.client.showImage({ params: { image: newId }, query: { catalog } })).image
    expect(await show('site')).toMatchObject({ catalog: 'site', artifacts: [west] })
    expect((await show('lab')).derived?.source.id).toBe(azure17)
  })
})

describe('a source that its mirror no longer lists', () => {
  beforeEach(async () => {
    await site.derive('site', aws17, { id: newId, vmImages: [west] })
    await site.mirror('cdp-default', withoutImage(runtimeCatalog, aws17))
  })

  it('stays for what inherits from it, which still reads and can be changed', async () => {
    const shown = await site.client.effectiveImage({ params: { image: newId } })
    const changed = await site.derive('site', aws17, { vmImages: [other] })

    expect(shown).toMatchObject({ source: { state: 'withdrawn' }, facts: { runtime: '7.2.17' } })
    expect(changed).toMatchObject({ change: 'changed', image: { id: newId, traits: { runtime: '7.2.17' } } })
  })

  it('is refused to a new image', async () => {
    await site.client.createCatalog({ body: { name: 'lab' } })
    const refusal = await refusalOf(site.derive('lab', aws17))

    expect(refusal).toMatchObject({ code: 'IMAGE_NOT_FOUND' })
    expect(refusal.message).toContain('was withdrawn from "cdp-default" at 2026-03-01T12:00:00.000Z')
  })

  it('is passed over where another catalog still lists it', async () => {
    await site.mirror('second', runtimeCatalog)
    await site.client.createCatalog({ body: { name: 'lab' } })

    const lab = await site.derive('lab', aws17)
    const present = await site.derive('site', aws17, { vmImages: [west] })

    expect(lab.image.derived?.source.catalog).toBe('second')
    expect(present).toMatchObject({ change: 'unchanged' })
    expect(present.image.derived?.source.catalog).toBe('cdp-default')
  })
})
