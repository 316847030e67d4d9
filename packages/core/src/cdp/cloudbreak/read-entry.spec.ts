import type { Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { sampleArtifact, sampleImage } from '../../image/sample-image.ts'
import { createdAt } from './created-at.ts'
import { imageFacts } from './image-facts.ts'
import { readEntry } from './read-entry.ts'
import { cloudbreakTraits } from './traits.ts'

const runtimeEntry = {
  date: '2023-11-20',
  created: 1_700_486_000,
  published: 1_700_486_100,
  description: '7.2.17.400 Service Pack Release',
  os: 'redhat8',
  os_type: 'redhat8',
  version: '7.2.17',
  'package-versions': {
    cm: '7.11.0',
    'cm-build-number': '46908700',
    stack: '7.2.17',
    'cdh-build-number': '46967060',
  },
  'stack-details': {
    version: '7.2.17',
    repo: {
      stack: {
        redhat8: 'https://archive.cloudera.com/p/cdp-public/7.2.17.400/parcels/',
        repoid: 'CDH-7.2.17',
        'repository-version': '7.2.17-1.cdh7.2.17.p400.46967060',
      },
      util: null,
    },
    'build-number': '46967060',
  },
  repo: { redhat8: 'https://archive.cloudera.com/p/cm-public/7.11.0/redhat8/yum/' },
  'build-number': '46908700',
  pre_warm_parcels: [['CFM-2.2.6.0-el8.parcel', 'https://archive.cloudera.com/p/cfm2/']],
  pre_warm_csd: ['https://archive.cloudera.com/p/cfm2/NIFI.jar'],
  tags: { 'release-type': 'Service Pack Release', hardening: 'cis_server_l1', owner: 'images' },
}

function runtimeImage(given: Partial<Image> = {}): Image {
  return sampleImage({
    catalog: 'cdp-default',
    artifacts: [sampleArtifact({ name: 'West US 2', provider: 'azure_rm', region: 'West US 2' })],
    cloudbreak: { list: 'cdh-images', entry: runtimeEntry },
    ...given,
  })
}

describe('readEntry()', () => {
  it('gives every member its name and type', () => {
    const entry = readEntry(runtimeImage())

    expect(entry).toMatchObject({
      date: '2023-11-20',
      created: 1_700_486_000,
      os: 'redhat8',
      osType: 'redhat8',
      architecture: 'x86_64',
      version: '7.2.17',
      buildNumber: '46908700',
      csds: ['https://archive.cloudera.com/p/cfm2/NIFI.jar'],
      parcels: [['CFM-2.2.6.0-el8.parcel', 'https://archive.cloudera.com/p/cfm2/']],
      advertised: undefined,
    })
    expect(entry.stack).toEqual({
      version: '7.2.17',
      repoId: 'CDH-7.2.17',
      repositoryVersion: '7.2.17-1.cdh7.2.17.p400.46967060',
      repo: runtimeEntry['stack-details'].repo.stack,
      buildNumber: '46967060',
    })
    expect(entry.packageVersions['cm']).toBe('7.11.0')
  })

  it('reads an entry once', () => {
    expect(readEntry(runtimeImage())).toBe(readEntry(runtimeImage()))
  })

  it.each([
    ['numbers for text', { os: 7, version: 7.2 }, { os: undefined, version: undefined }],
    ['text for numbers', { created: '12' }, { created: undefined }],
    [
      'moments that no calendar has',
      { created: 1e300, published: -1 },
      { created: undefined, published: undefined },
    ],
    ['blank text', { os: '' }, { os: undefined }],
    ['nulls', { 'stack-details': null, tags: null, repo: null }, { stack: undefined, tags: {}, repo: {} }],
    ['lists for maps', { tags: ['a'], 'stack-details': [] }, { tags: {}, stack: undefined }],
    ['other values in maps', { tags: { a: 'b', c: 1 } }, { tags: { a: 'b' } }],
    [
      'other values in lists',
      { pre_warm_csd: ['a', 1], pre_warm_parcels: ['b', ['c', 2]] },
      { csds: ['a'], parcels: [[], ['c']] },
    ],
    ['an unknown architecture', { architecture: 'sparc' }, { architecture: 'x86_64' }],
    ['an architecture in capitals', { architecture: 'ARM64' }, { architecture: 'arm64' }],
    ['a flag as text', { advertised: 'true' }, { advertised: undefined }],
  ])('tolerates %s', (_what, entry, expected) => {
    expect(readEntry({ cloudbreak: { list: 'cdh-images', entry } })).toMatchObject(expected)
  })

  it('knows nothing of an image of another system', () => {
    expect(readEntry(sampleImage())).toMatchObject({
      os: undefined,
      architecture: 'x86_64',
      packageVersions: {},
    })
  })
})

describe('createdAt()', () => {
  it('is in milliseconds', () => {
    expect(createdAt(runtimeImage())).toBe(1_700_486_000_000)
  })

  it('is the own moment of a derived image', () => {
    const derived = {
      source: { catalog: 'c', id: 'i' },
      type: 'runtime',
      created: '2026-11-21T08:00:00.000Z',
    } as const
    expect(createdAt(runtimeImage({ derived }))).toBe(Date.UTC(2026, 10, 21, 8))
    expect(createdAt(runtimeImage({ derived: { ...derived, created: 'soon' } }))).toBeUndefined()
  })

  it('is not known where nothing says it', () => {
    expect(createdAt(sampleImage())).toBeUndefined()
  })
})

describe('imageFacts()', () => {
  it('reads them from the entry', () => {
    expect(
      imageFacts(
        runtimeImage({ id: 'f6e778fc', name: 'runtime-redhat8-azure', version: '7.2.17.400.1700486000' }),
      ),
    ).toEqual({
      id: 'f6e778fc',
      name: 'runtime-redhat8-azure',
      version: '7.2.17.400.1700486000',
      catalog: 'cdp-default',
      type: 'runtime',
      provider: 'azure',
      runtime: '7.2.17',
      os: 'redhat8',
      architecture: 'x86_64',
      created: '2023-11-20T13:13:20.000Z',
      date: '2023-11-20',
      description: '7.2.17.400 Service Pack Release',
      cm: '7.11.0',
      cmBuild: '46908700',
      stack: '7.2.17',
      stackBuild: '46967060',
      patchLevel: '2023-11-20',
    })
  })

  it('leaves out what is not known', () => {
    const image = sampleImage({ cloudbreak: { list: 'freeipa-images', entry: {} } })
    expect(Object.keys(imageFacts(image)).toSorted()).toEqual(
      ['architecture', 'catalog', 'id', 'name', 'type', 'version'].toSorted(),
    )
    expect(imageFacts(image).type).toBe('freeipa')
  })

  it('names the source of a derived image, and its type even where the source is gone', () => {
    const source = { catalog: 'freeipa-default', id: 'i' }
    const derived = { source, type: 'freeipa', created: '2026-11-21T08:00:00.000Z' } as const
    expect(imageFacts(sampleImage({ derived }))).toMatchObject({ type: 'freeipa', source })
  })
})

describe('cloudbreakTraits()', () => {
  it('are what people search by', () => {
    expect(cloudbreakTraits('cdh-images', runtimeEntry, ['aws'])).toEqual({
      runtime: '7.2.17',
      os: 'redhat8',
      'os-type': 'redhat8',
      architecture: 'x86_64',
      cm: '7.11.0',
      'cm-build': '46908700',
      stack: '7.2.17',
      'stack-build': '46967060',
      'patch-level': '2023-11-20',
      date: '2023-11-20',
      created: '2023-11-20T13:13:20.000Z',
      provider: 'aws',
      prewarmed: 'true',
      list: 'cdh-images',
      'release-type': 'Service Pack Release',
      hardening: 'cis_server_l1',
      'tag.release-type': 'Service Pack Release',
      'tag.hardening': 'cis_server_l1',
      'tag.owner': 'images',
    })
  })

  it.each([
    [[], undefined],
    [['azure_rm'], 'azure'],
    [['gcp', 'aws', 'azure_rm', 'azure'], 'aws-azure-gcp'],
  ])('has the providers %j as %s', (providers, expected) => {
    expect(cloudbreakTraits('base-images', {}, providers)['provider']).toBe(expected)
  })

  it('comes to no harm by names that objects have', () => {
    const tags = Object.fromEntries([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
    expect(cloudbreakTraits('base-images', { tags })).toEqual({
      architecture: 'x86_64',
      prewarmed: 'false',
      list: 'base-images',
      'tag.__proto__': 'a',
      'tag.constructor': 'b',
    })
  })
})
