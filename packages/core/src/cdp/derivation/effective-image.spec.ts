import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import type { CloudbreakEntry, Image } from '@ingot/contract'
import { describeWithTestData } from '@ingot/testkit'
import { describe, expect, it } from 'vitest'
import { readEntry } from '../cloudbreak/read-entry.ts'
import { cloudbreakTraits } from '../cloudbreak/traits.ts'
import { effectiveImage } from './effective-image.ts'
import { entryOf } from './entry-of.ts'
import { sampleDerived, sampleEntry, sampleReferences, sampleSource } from './sample-source.ts'

const seconds = Math.floor(Date.parse('2026-11-21T10:00:00.500Z') / 1000)

describe('effectiveImage()', () => {
  it('gives back an image that derives from none', () => {
    const source = sampleSource()

    expect(effectiveImage(source, undefined)).toBe(source)
  })

  it('inherits all that the image does not say itself', () => {
    const source = sampleSource({ architecture: 'arm64', withdrawn: '2026-01-01T00:00:00.000Z' })
    const own = sampleDerived(source, {
      label: 'Mine',
      stages: [{ state: 'preview', from: '2026-11-21T10:00:00Z' }],
    })

    const image = effectiveImage(own, source)

    expect(image).toEqual({
      ...own,
      description: source.description,
      os: 'linux',
      architecture: 'arm64',
      artifacts: source.artifacts,
      traits: {
        ...cloudbreakTraits('cdh-images', { ...sampleEntry, created: seconds }, ['aws']),
        source: source.id,
      },
      cloudbreak: {
        list: 'cdh-images',
        entry: { ...sampleEntry, created: seconds, published: seconds, sourceImageId: source.id },
      },
    })
    expect(image.withdrawn).toBeUndefined()
  })

  it('keeps the architecture of the entry', () => {
    const entry = { ...sampleEntry, architecture: 'arm64' }
    const source = sampleSource({ cloudbreak: { list: 'cdh-images', entry } })

    const image = effectiveImage(sampleDerived(source), source)

    expect(readEntry(image).architecture).toBe('arm64')
    expect(image.traits['architecture']).toBe('arm64')
  })

  it('loads packages from its own base URL', () => {
    const source = sampleSource()
    const own = sampleDerived(source, { derived: { baseParcelUrl: 'https://mirror.example.com/p' } })

    const image = effectiveImage(own, source)

    expect(readEntry(image).repo['redhat8']).toBe(
      'https://mirror.example.com/p/cm-public/7.11.0/redhat8/yum/',
    )
    expect(image.cloudbreak?.entry['baseParcelUrl']).toBe('https://mirror.example.com/p')
    expect(image.traits['base-parcel-url']).toBe('https://mirror.example.com/p')
    expect(image.traits['created']).toBe('2026-11-21T10:00:00.000Z')
  })

  it('hands down neither the base URL nor the origin of its source', () => {
    const entry = { ...sampleEntry, baseParcelUrl: 'https://old.example.com/', sourceImageId: 'other' }
    const source = sampleSource({ cloudbreak: { list: 'cdh-images', entry } })

    const image = effectiveImage(sampleDerived(source), source)

    expect(image.cloudbreak?.entry).not.toHaveProperty('baseParcelUrl')
    expect(image.cloudbreak?.entry['sourceImageId']).toBe(source.id)
  })

  it('says what it is itself', () => {
    const source = sampleSource()
    const own = sampleDerived(source, { description: 'Ours', traits: { team: 'data', os: 'ours' } })

    const image = effectiveImage(own, source)

    expect([image.description, image.cloudbreak?.entry['description']]).toEqual(['Ours', 'Ours'])
    expect(image.traits).toMatchObject({ team: 'data', os: 'ours', runtime: '7.2.17' })
  })

  it('is what it says itself where the source is gone', () => {
    const own = sampleDerived(sampleSource(), {
      artifacts: sampleReferences('aws', { 'us-west-2': 'ami-0123456789abcdef0' }),
      derived: { baseParcelUrl: 'https://mirror.example.com/' },
    })

    expect(effectiveImage(own, undefined)).toEqual({
      ...own,
      traits: { source: own.derived?.source.id, 'base-parcel-url': 'https://mirror.example.com/' },
    })
  })

  it('takes over the traits of a source that no Cloudbreak catalog has', () => {
    const { cloudbreak: _cloudbreak, ...source } = sampleSource({ traits: { kernel: '6.1' } })

    const image = effectiveImage(sampleDerived(source), source)

    expect(image.traits).toEqual({ kernel: '6.1', source: source.id })
    expect(image).not.toHaveProperty('cloudbreak')
  })

  it('changes neither of the images that it is made of', () => {
    const source = sampleSource()
    const own = sampleDerived(source, { derived: { baseParcelUrl: 'https://m.example.com' } })
    const before = structuredClone([own, source])

    effectiveImage(own, source)

    expect([own, source]).toEqual(before)
  })

  it('equals its source but for what tells where it is from', () => {
    const entry = fc.dictionary(fc.string(), fc.jsonValue()).map((members): CloudbreakEntry['entry'] => {
      const { uuid: _uuid, images: _images, baseParcelUrl: _base, sourceImageId: _source, ...rest } = members
      return { ...rest, created: 1, published: 1 }
    })
    const references = fc.dictionary(fc.constantFrom('us-west-1', 'us-west-2', 'default'), fc.string())

    fc.assert(
      fc.property(entry, references, (entry, references) => {
        const source = sampleSource({
          artifacts: sampleReferences('aws', references),
          cloudbreak: { list: 'cdh-images', entry },
        })
        const image = effectiveImage(sampleDerived(source), source)

        const { created, published, sourceImageId, ...inherited } = entryOf({ ...image, id: source.id })
        expect([created, published, sourceImageId]).toEqual([seconds, seconds, source.id])
        expect({ ...inherited, created: 1, published: 1 }).toEqual(entryOf(source))
      }),
    )
  })
})

interface CatalogFile {
  readonly images: Record<
    string,
    (Record<string, unknown> & { images: Record<string, Record<string, string>> })[]
  >
}

/** An entry of a real catalog as an image. */
function readSource(file: string, list: CloudbreakEntry['list'], id: string): Image {
  const catalog = JSON.parse(readFileSync(file, 'utf8')) as CatalogFile
  const { uuid, images, ...entry } = catalog.images[list]?.find((one) => one['uuid'] === id) ?? { images: {} }
  expect(uuid).toBe(id)
  const artifacts = Object.entries(images).flatMap(([provider, regions]) =>
    sampleReferences(provider, regions),
  )
  return sampleSource({ id, artifacts, cloudbreak: { list, entry } })
}

describeWithTestData('effectiveImage() of a real runtime', ['cdp', 'cb-image-catalog-v3.json'], (file) => {
  it('is what Cloudbreak makes of it', () => {
    const source = readSource(file, 'cdh-images', '949bffa3-17d4-4076-9d5a-bf3d23c1086b')
    const own = sampleDerived(source, { derived: { baseParcelUrl: 'https://myarchive.test.com' } })

    const image = effectiveImage(own, source)
    const { repo, stack, parcels, csds, ...entry } = readEntry(image)

    expect(repo['redhat7']).toBe('https://myarchive.test.com/cm-public/7.2.2/redhat7/yum/')
    expect(stack?.repo['redhat7']).toBe('https://myarchive.test.com/cdp-public/7.2.2.0/parcels/')
    expect(image.artifacts.filter(({ provider }) => provider === 'aws')).toHaveLength(16)
    expect([...parcels.flat(), ...csds].join()).not.toContain('myarchive.test.com')
    const before = readEntry(source)
    expect(entry).toMatchObject({
      date: before.date,
      os: before.os,
      osType: before.osType,
      version: before.version,
      packageVersions: before.packageVersions,
      buildNumber: before.buildNumber,
      advertised: before.advertised,
      tags: before.tags,
      architecture: before.architecture,
      created: seconds,
      published: seconds,
    })
    expect(image.id).toBe(own.id)
    expect(image.cloudbreak?.entry).toMatchObject({
      baseParcelUrl: 'https://myarchive.test.com',
      sourceImageId: source.id,
    })
  })
})

describeWithTestData(
  'effectiveImage() of a real FreeIPA',
  ['cdp', 'freeipa-image-catalog-v3.json'],
  (file) => {
    it('has its own reference alone', () => {
      const source = readSource(file, 'freeipa-images', '3b6ae396-df40-4e2b-7c2b-54b15822614c')
      const reference = 'cloudera-freeipa-images/freeipa-cdh--2103081304.tar.gz'
      const own = sampleDerived(source, {
        artifacts: sampleReferences('aws', { 'europe-west1': reference }),
        derived: { baseParcelUrl: 'https://myarchive.test.com' },
      })

      const image = effectiveImage(own, source)

      expect(entryOf(image)['images']).toEqual({ aws: { 'europe-west1': reference } })
      expect(readEntry(image)).toMatchObject({ repo: {}, parcels: [], csds: [] })
    })
  },
)
