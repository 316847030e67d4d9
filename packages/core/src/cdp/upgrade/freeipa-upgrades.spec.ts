import type { Consumer, Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { effectiveImage } from '../derivation/effective-image.ts'
import { sampleDerived, sampleReferences } from '../derivation/sample-source.ts'
import type { CatalogContent } from '../selection/catalog-content.ts'
import { chooseUpgrade } from './choose-upgrade.ts'
import { listUpgrades } from './list-upgrades.ts'
import {
  customContent,
  defaultContent,
  sampleConsumer,
  sampleFreeipa,
  sampleUpgrade,
} from './sample-upgrade.ts'
import type { UpgradeRequest } from './upgrade-request.ts'

const current = sampleFreeipa('current', { date: '2021-03-08' })
const at = new Date('2026-11-21T00:00:00Z')
const environment = sampleConsumer({
  type: 'environment',
  name: 'prod',
  image: { catalog: 'freeipa-default', id: 'current', reference: 'ami-current' },
})

function ask(content: CatalogContent, asked: Partial<UpgradeRequest> = {}) {
  return listUpgrades(content, { consumer: environment, current, at, ...asked })
}

function listOf(images: readonly Image[], asked: Partial<UpgradeRequest> = {}) {
  return ask(customContent(images), asked)
}

function idsOf(listing: { candidates: readonly { id: string }[] }): string[] {
  return listing.candidates.map(({ id }) => id)
}

describe('FreeIPA upgrades', () => {
  it('are later images of the same operating system, the latest alone', () => {
    const images = [
      current,
      sampleFreeipa('old', { date: '2020-01-01' }),
      sampleFreeipa('newer', { date: '2021-06-01' }),
      sampleFreeipa('newest', { date: '2022-01-01' }),
      sampleFreeipa('centos', { date: '2022-01-01', os: 'centos7', osType: 'redhat7' }),
      sampleFreeipa('nine', { date: '2022-01-01', os: 'redhat9' }),
      sampleUpgrade('runtime'),
    ]
    const found = listOf(images)
    expect(idsOf(found)).toEqual(['newest'])
    expect(Object.fromEntries(found.verdicts.map(({ image, code }) => [image.id, code]))).toEqual({
      newest: 'CANDIDATE',
      newer: 'NOT_THE_LATEST',
      old: 'NOT_NEWER',
      current: 'CURRENT_IMAGE',
      centos: 'OS_DIFFERS',
      nine: 'OS_DIFFERS',
    })
    expect(found.verdicts.every(({ filter }) => filter === undefined)).toBe(true)
    expect(idsOf(listOf(images, { majorOs: true })).toSorted()).toEqual(['newest', 'nine'])
  })

  it.each<[string, Partial<Image>, Parameters<typeof sampleFreeipa>[1], Partial<Consumer>, string]>([
    ['another architecture', {}, {}, {}, 'ARCHITECTURE_DIFFERS'],
    ['another provider', { artifacts: sampleReferences('gcp', { default: 'x' }) }, {}, {}, 'NO_PROVIDER'],
    ['another region', { artifacts: sampleReferences('aws', { 'eu-west-1': 'x' }) }, {}, {}, 'NO_REGION'],
    ['two major steps', {}, { os: 'redhat9' }, {}, 'OS_DIFFERS'],
    ['the same day', {}, { date: '2021-03-08' }, {}, 'NOT_NEWER'],
    ['no day', {}, { date: 'soon', created: 0 }, {}, 'NOT_NEWER'],
    ['a withdrawal', { withdrawn: '2026-01-01T00:00:00.000Z' }, {}, {}, 'WITHDRAWN'],
    [
      'SELinux',
      {},
      { tags: { 'selinux-supported': 'false' } },
      { details: { security: { seLinux: 'ENFORCING' } } },
      'SELINUX_UNSUPPORTED',
    ],
  ])('drop an image for %s', (reason, given, contents, consumer, code) => {
    const image = sampleFreeipa('next', { date: '2022-01-01', ...contents }, given)
    const entry = {
      ...image.cloudbreak!.entry,
      ...(reason === 'another architecture' ? { architecture: 'arm64' } : {}),
    }
    const next = { ...image, cloudbreak: { ...image.cloudbreak!, entry } }
    const found = listOf([next], {
      consumer: { ...environment, ...consumer },
      majorOs: reason !== 'two major steps',
    })
    expect(found.verdicts).toMatchObject([{ verdict: 'dropped', code }])
    expect(found.reason).toBe('No FreeIPA image of the catalog "mine" is later than current and fits prod.')
  })

  it('look in a default catalog at what it lists, and at what is asked for', () => {
    const images = [
      sampleFreeipa('listed', { date: '2022-01-01' }),
      sampleFreeipa('hidden', { date: '2023-01-01' }),
    ]
    const content = defaultContent(images, [])
    const blocks = [{ versions: [], images: ['listed'], defaults: [] }]
    const listing = { ...content, layout: { lists: {}, versions: { freeipa: blocks } } }
    expect(ask(listing).verdicts.map(({ image, code }) => [image.id, code])).toEqual([
      ['listed', 'CANDIDATE'],
      ['hidden', 'NOT_LISTED'],
    ])
    expect(idsOf(ask(listing, { image: 'hidden' }))).toEqual(['hidden'])
  })

  it('say why an image that is asked for is none', () => {
    const images = [sampleFreeipa('old', { date: '2020-01-01' })]
    expect(listOf(images, { image: 'old' }).reason).toBe(
      "Can't upgrade to 'old' image from 'current' image. It was built on 2020-01-01, the present image on 2021-03-08; a later one was needed.",
    )
    expect(listOf(images, { image: 'x' }).reason).toBe(
      "Can't upgrade to 'x' image because there is no image with this id in the image catalog.",
    )
    expect(listOf([]).reason).toBe('The catalog "mine" has no FreeIPA images.')
  })

  it('are chosen without a runtime', () => {
    const found = listOf([sampleFreeipa('next', { date: '2022-01-01' })])
    expect(chooseUpgrade(found, { type: 'environment', runtime: '7.2.17' })).toMatchObject({
      image: { id: 'next' },
    })
  })
})

describe('FreeIPA images that are hardened again', () => {
  const first = derive('first', current, '2026-01-01T00:00:00.000Z', 'ami-first')
  const consumer = {
    ...environment,
    image: { catalog: 'mine', id: 'first', reference: 'ami-first' },
  }

  function derive(id: string, source: Image, created: string, reference: string): Image {
    const artifacts = sampleReferences('aws', { 'us-west-1': reference })
    return effectiveImage(sampleDerived(source, { id, artifacts, derived: { created } }), source)
  }

  it('are offered under their own id, once the reference is another', () => {
    const again = derive('first', current, '2026-01-01T00:00:00.000Z', 'ami-again')
    expect(listOf([again], { consumer, current: again })).toMatchObject({
      candidates: [{ id: 'first' }],
      verdicts: [{ code: 'NEW_REFERENCE' }],
    })
    expect(idsOf(listOf([first], { consumer, current: first }))).toEqual([])
  })

  it('are offered under another id of the same source, once derived later', () => {
    const later = derive('later', current, '2026-02-01T00:00:00.000Z', 'ami-later')
    expect(idsOf(listOf([first, later], { consumer, current: first }))).toEqual(['later'])
    const onLater = { ...consumer, image: { catalog: 'mine', id: 'later', reference: 'ami-later' } }
    expect(idsOf(listOf([first, later], { consumer: onLater, current: later }))).toEqual([])
  })

  it('are offered to who is on the source, and not the other way round', () => {
    expect(idsOf(listOf([first]))).toEqual(['first'])
    expect(idsOf(ask(defaultContent([current], []), { consumer, current: first }))).toEqual([])
  })

  it('do not hide a newer build in the default catalog', () => {
    const next = sampleFreeipa('next', { date: '2021-06-01' })
    expect(idsOf(ask(defaultContent([current, next], []), { consumer, current: first }))).toEqual(['next'])
  })
})

it('keeps listing where the source of an image is gone', () => {
  const orphan = effectiveImage(sampleDerived(current, { id: 'orphan' }), undefined)
  const found = listOf([orphan, sampleFreeipa('next', { date: '2022-01-01' })])
  expect(idsOf(found)).toEqual(['next'])
  expect(found.verdicts[1]).toMatchObject({
    code: 'SOURCE_MISSING',
    message: 'Its source current of catalog "freeipa-default" is gone, so what is on it is not known',
  })
  expect(listOf([], { current: orphan }).reason).toBe(
    'The source current of the present image orphan is gone from catalog "freeipa-default", so nothing can be compared with it.',
  )
})
