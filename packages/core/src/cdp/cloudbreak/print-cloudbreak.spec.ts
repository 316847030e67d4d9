import type { Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { sampleArtifact, sampleImage } from '../../image/sample-image.ts'
import { effectiveImage } from '../derivation/effective-image.ts'
import { printCloudbreak } from './print-cloudbreak.ts'
import { parseSample, sampleCatalog, sampleEntry } from './sample-catalog.ts'

const created = '2026-11-21T08:00:00.000Z'

function sourceImage(list: 'cdh-images' | 'freeipa-images' = 'cdh-images'): Image {
  const entry = sampleEntry('source', {
    created: 1_700_486_000,
    version: '7.2.17',
    repo: { centos7: 'https://archive.cloudera.com/p/cm-public/7.2.2/' },
  })
  const versions = { cloudbreak: [{ images: ['source'] }] }
  return parseSample({ images: { [list]: [entry] }, versions }, list === 'cdh-images' ? 'runtime' : 'freeipa')
    .images[0]!
}

function derivedImage(id: string, given: Partial<Image['derived']> = {}, source = sourceImage()): Image {
  const own = sampleImage({
    id,
    catalog: 'hardened',
    artifacts: [
      sampleArtifact({ name: 'us-west-1', provider: 'aws', region: 'us-west-1', reference: 'ami-9' }),
    ],
    derived: { source: { catalog: 'cdp-default', id: 'source' }, type: 'runtime', created, ...given },
  })
  return effectiveImage(own, source)
}

interface Printed {
  images: Record<string, Record<string, unknown>[]>
  versions?: Record<string, unknown>
}

function print(...given: Parameters<typeof printCloudbreak>): Printed {
  return JSON.parse(JSON.stringify(printCloudbreak(...given))) as Printed
}

describe('printCloudbreak()', () => {
  it('prints a derived image with what it inherits and what it is made from', () => {
    const { images } = print(
      [derivedImage('own', { baseParcelUrl: 'https://mirror.example.com/p' })],
      undefined,
    )

    expect(images['cdh-images']).toEqual([
      {
        uuid: 'own',
        date: '2023-11-20',
        description: 'Base image',
        os: 'centos7',
        version: '7.2.17',
        repo: { centos7: 'https://mirror.example.com/p/cm-public/7.2.2/' },
        created: Date.parse(created) / 1000,
        published: Date.parse(created) / 1000,
        baseParcelUrl: 'https://mirror.example.com/p',
        sourceImageId: 'source',
        images: { aws: { 'us-west-1': 'ami-9' } },
      },
    ])
  })

  it('gives a derived image the description that Cloudbreak insists on', () => {
    const image = derivedImage('own')
    const { description: _left, ...entry } = image.cloudbreak!.entry
    const { description: _lifted, ...rest } = image
    const { images } = print([{ ...rest, cloudbreak: { list: 'cdh-images', entry } }], undefined)
    expect(images['cdh-images']).toMatchObject([{ description: '' }])
  })

  it('offers every image of a catalog that has no layout, each to the service that starts from it', () => {
    const freeipa = derivedImage('b', { type: 'freeipa' }, sourceImage('freeipa-images'))
    const printed = print([freeipa, derivedImage('c'), derivedImage('a')], undefined)

    expect(printed.versions).toEqual({
      cloudbreak: [{ versions: ['0.0.0'], images: ['a', 'c'], defaults: ['a', 'c'] }],
      freeipa: [{ versions: ['0.0.0'], images: ['b'], defaults: ['b'] }],
    })
    expect(printed.images['cdh-images']?.map(({ uuid }) => uuid)).toEqual(['a', 'c'])
  })

  it('prints a catalog without layout that is read back without a fault', () => {
    const source = sourceImage()
    const own = [derivedImage('a', { baseParcelUrl: 'https://mirror.example.com/p/' }), derivedImage('b')]
    const read = parseSample(print([source, ...own], undefined))

    expect(read.faults).toEqual([])
    expect(read.images.map(({ id }) => id)).toEqual(['source', 'a', 'b'])
    expect(read.images.map(({ artifacts }) => artifacts)).toEqual(
      [source, ...own].map(({ artifacts }) => artifacts),
    )
    expect(read.images[1]?.cloudbreak?.entry).toEqual(own[0]?.cloudbreak?.entry)
  })

  it('prints nothing of what is withdrawn, or is of no Cloudbreak catalog', () => {
    const withdrawn = { ...derivedImage('w'), withdrawn: created }
    expect(print([withdrawn, sampleImage()], undefined)).toEqual({ images: {} })
  })

  it('appends what the layout does not know, oldest first, to the list that it belongs to', () => {
    const { images, layout } = parseSample(sampleCatalog(sampleEntry('b'), sampleEntry('a')))
    const older = derivedImage('z', { created: '2026-01-01T00:00:00.000Z' })
    const printed = print([derivedImage('y'), derivedImage('x'), older, ...images], layout)

    expect(printed.images['base-images']?.map(({ uuid }) => uuid)).toEqual(['b', 'a'])
    expect(printed.images['cdh-images']?.map(({ uuid }) => uuid)).toEqual(['z', 'x', 'y'])
    expect(printed.versions).toEqual({ cloudbreak: [{ images: ['b', 'a'], defaults: ['b', 'a'] }] })
  })

  it('keeps lists that are empty', () => {
    expect(print([], { lists: { 'cdh-images': [] } })).toEqual({ images: { 'cdh-images': [] } })
  })

  it('comes to no harm by names that objects have', () => {
    const region = '__proto__'
    const image = {
      ...derivedImage('a'),
      artifacts: [sampleArtifact({ provider: 'aws', region, reference: 'ami-1' })],
    }
    expect(JSON.stringify(printCloudbreak([image], undefined))).toContain('"__proto__":"ami-1"')
  })
})
