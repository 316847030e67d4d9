import { readFileSync } from 'node:fs'
import type { Image } from '@ingot/contract'
import { describeWithTestData } from '@ingot/testkit'
import { describe, expect, it } from 'vitest'
import { effectiveImage } from './effective-image.ts'
import { newerSources } from './newer-sources.ts'
import { sampleDerived, sampleEntry, sampleReferences, sampleSource } from './sample-source.ts'

const source = sampleSource()
const pair = { image: effectiveImage(sampleDerived(source), source), source }

/** An image like the source, with other members of its entry, and created a number of seconds after it. */
function sibling(id: string, later: number, members: object = {}, given: Partial<Image> = {}): Image {
  const entry = { ...sampleEntry, created: 1_714_130_070 + later, ...members }
  return sampleSource({ id, cloudbreak: { list: 'cdh-images', entry }, ...given })
}

const newerIds = (siblings: readonly Image[]) =>
  newerSources([pair], siblings).flatMap(({ newer }) => newer.map(({ id }) => id))

describe('newerSources()', () => {
  it('lists newer siblings, the newest first', () => {
    const found = newerSources(
      [pair],
      [sibling('a', 1), source, sibling('b', 3), sibling('old', -1), sibling('c', 2)],
    )

    expect(found).toMatchObject([{ image: { id: pair.image.id }, source: { id: source.id } }])
    expect(found[0]?.newer.map(({ id }) => id)).toEqual(['b', 'c', 'a'])
  })

  it('says nothing of images whose source is the newest', () => {
    expect(newerSources([pair], [source, sibling('same', 0), sibling('old', -1)])).toEqual([])
  })

  it.each<[string, Image]>([
    ['another runtime', sibling('a', 1, { version: '7.2.18' })],
    ['another os', sibling('a', 1, { os: 'centos7' })],
    ['another architecture', sibling('a', 1, { architecture: 'arm64' })],
    [
      'another provider',
      sibling('a', 1, {}, { artifacts: sampleReferences('gcp', { default: 'b/i.tar.gz' }) }),
    ],
    [
      'another type',
      sibling(
        'a',
        1,
        {},
        { cloudbreak: { list: 'freeipa-images', entry: { ...sampleEntry, created: 2e9 } } },
      ),
    ],
    ['another catalog', sibling('a', 1, {}, { catalog: 'other' })],
    ['a withdrawn image', sibling('a', 1, {}, { withdrawn: '2026-01-01T00:00:00.000Z' })],
    ['a derived image', sampleDerived(source, { catalog: source.catalog })],
  ])('takes no sibling of %s', (_, image) => {
    expect(newerIds([image])).toEqual([])
  })

  it('goes by the day of the build where an image has no moment', () => {
    const dated = (id: string, date: string) => sibling(id, 0, { created: undefined, date })

    expect(newerIds([dated('older', '2024-04-25'), dated('newer', '2024-04-30'), dated('odd', 'x')])).toEqual(
      ['newer'],
    )
  })

  it('goes by the moment of the source, not of what derives from it', () => {
    const withdrawn = { ...source, withdrawn: '2026-01-01T00:00:00.000Z' }

    expect(newerSources([{ ...pair, source: withdrawn }], [sibling('a', 1)])).toHaveLength(1)
  })
})

interface CatalogFile {
  readonly images: {
    readonly 'cdh-images': readonly {
      readonly uuid: string
      readonly created: number
      readonly version: string
      readonly os: string
      readonly images: Readonly<Record<string, Readonly<Record<string, string>>>>
    }[]
  }
}

const production = ['cdp', 'upgrade-test-image-catalog.6c1ec90172a.json']

describeWithTestData('newerSources() of the production catalog', production, (file) => {
  it('finds each newer image of the runtime on the same provider and os', () => {
    const catalog = JSON.parse(readFileSync(file, 'utf8')) as CatalogFile
    const entries = catalog.images['cdh-images']
    const sources = entries.map(({ uuid, images, ...entry }) => {
      const [provider = '', references = {}] = Object.entries(images)[0] ?? []
      const artifacts = sampleReferences(provider, references)
      return sampleSource({ id: uuid, artifacts, cloudbreak: { list: 'cdh-images', entry } })
    })

    const found = newerSources(
      sources.map((source) => ({ image: sampleDerived(source), source })),
      sources,
    )

    const byId = new Map(found.map(({ source, newer }) => [source.id, newer.map(({ id }) => id)]))
    const family = ({ version, os, images }: (typeof entries)[number]) =>
      [version, os, ...Object.keys(images)].join()
    for (const entry of entries) {
      const newer = entries.filter((one) => family(one) === family(entry) && one.created > entry.created)
      expect(new Set(byId.get(entry.uuid) ?? [])).toEqual(new Set(newer.map(({ uuid }) => uuid)))
    }
    expect(found.length).toBeGreaterThan(500)
  })
})
