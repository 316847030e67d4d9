import { describe, expect, it } from 'vitest'
import { validateImage } from '../../image/validate-image.ts'
import { catalogWith, parseSample, sampleCatalog, sampleEntry } from './sample-catalog.ts'

const stackDetails = { version: '7.2.17', repo: { stack: { redhat8: 'https://a', repoid: 'CDH-7.2.17' } } }
const first = '/images/base-images/0'

describe('parseCloudbreak()', () => {
  it('makes an image of an entry', () => {
    const entry = sampleEntry('f6e778fc-7f17-4535-9021-515351df3691', {
      created: 1_700_486_000,
      architecture: 'arm64',
      images: { aws: { 'us-west-1': 'ami-1', default: 'ami-2' } },
      'x-unknown': { a: [1] },
    })
    const { images, layout, faults } = parseSample(sampleCatalog(entry))

    expect(faults).toEqual([])
    const { uuid, images: _images, ...rest } = entry
    expect(images).toEqual([
      {
        id: uuid,
        catalog: 'cdp-default',
        name: 'base-centos7-aws-arm64',
        version: '2023.11.20.1700486000',
        description: 'Base image',
        os: 'linux',
        architecture: 'arm64',
        traits: {
          os: 'centos7',
          architecture: 'arm64',
          'patch-level': '2023-11-20',
          date: '2023-11-20',
          created: '2023-11-20T13:13:20.000Z',
          provider: 'aws',
          prewarmed: 'false',
          list: 'base-images',
        },
        artifacts: [
          { name: 'us-west-1', provider: 'aws', region: 'us-west-1', reference: 'ami-1' },
          { name: 'default', provider: 'aws', reference: 'ami-2' },
        ],
        stages: [],
        cloudbreak: { list: 'base-images', entry: rest },
      },
    ])
    expect(layout).toEqual({
      lists: { 'base-images': [uuid] },
      versions: { cloudbreak: [{ images: [uuid], defaults: [uuid] }] },
    })
  })

  it('names artifacts with their provider where there are several, and keeps providers without regions', () => {
    const providers = { azure_rm: { 'West US': 'a', default: 'b' }, gcp: {}, yarn: null }
    const [image] = parseSample(catalogWith({ images: providers })).images

    expect(image?.artifacts.map(({ name, provider, region }) => [name, provider, region])).toEqual([
      ['azure_rm/West US', 'azure_rm', 'West US'],
      ['azure_rm/default', 'azure_rm', undefined],
    ])
    expect(image?.cloudbreak?.emptyProviders).toEqual(['gcp'])
    expect(image?.name).toBe('base-centos7-azure-gcp')
  })

  it('tells artifacts apart whose regions differ in case alone', () => {
    const [image] = parseSample(
      catalogWith({ images: { aws: { 'us-1': 'a', 'US-1': 'b', 'Us-1': 'c' } } }),
    ).images
    expect(image?.artifacts.map(({ name }) => name)).toEqual(['us-1', 'US-1 (2)', 'Us-1 (3)'])
    expect(validateImage(image!).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it.each([
    [
      'lists that are null',
      {
        ...sampleCatalog(sampleEntry('a')),
        images: { 'base-images': [sampleEntry('a')], 'cdh-images': null },
      },
    ],
    [
      'lists that are empty',
      {
        ...sampleCatalog(sampleEntry('a')),
        images: { 'base-images': [sampleEntry('a')], 'freeipa-images': [] },
      },
    ],
    [
      'members that are null',
      catalogWith({ description: null, created: null, tags: null, 'stack-details': null, advertised: null }),
    ],
    [
      'values of maps that are null',
      catalogWith({
        'package-versions': { cm: null },
        'stack-details': { ...stackDetails, repo: { ...stackDetails.repo, util: null } },
      }),
    ],
    ['an os that Cloudbreak does not enable', catalogWith({ os: 'amazonlinux' })],
    [
      'unknown members at every level',
      {
        ...sampleCatalog(sampleEntry('a', { x: 1 })),
        y: [{}],
        images: { 'base-images': [sampleEntry('a')], 'hdp-images': 7 },
      },
    ],
    [
      'advertised images and versions that are null',
      { images: { 'cdh-images': [sampleEntry('a', { advertised: true })] }, versions: null },
    ],
    [
      'versions for FreeIPA where there are none for Cloudbreak',
      { ...sampleCatalog(sampleEntry('a')), versions: { cloudbreak: [], freeipa: [{ images: ['a'] }] } },
    ],
    ['an architecture in capitals', catalogWith({ architecture: 'X86_64' })],
    ['an empty architecture', catalogWith({ architecture: '' })],
    [
      'members that objects inherit',
      catalogWith({ tags: { constructor: 'a', toString: 'b' }, constructor: { prototype: null } }),
    ],
    ['a byte order mark', `\ufeff${JSON.stringify(sampleCatalog(sampleEntry('a')))}`],
  ])('accepts %s', (_what, catalog) => {
    const { images, faults } = parseSample(catalog)
    expect(faults).toEqual([])
    expect(images).toHaveLength(1)
  })

  it.each([
    ['2024-02-29', 0],
    ['2023-02-29', 1],
    ['2024-13-01', 1],
    ['2024-00-10', 1],
    ['2024-1-1', 1],
    ['20240101', 1],
  ])('takes %s for a day, or warns', (date, warnings) => {
    const { faults } = parseSample(sampleCatalog(sampleEntry('a', { date, advertised: true })))
    expect(faults.filter(({ code }) => code === 'DATE_FORMAT')).toHaveLength(warnings)
  })

  it('warns of what will never be chosen or cannot be compared, and reads the catalog', () => {
    const catalog = {
      ...sampleCatalog(sampleEntry('a', { date: 'today' })),
      versions: { cloudbreak: [{ images: ['a'], defaults: ['b'] }] },
    }
    const { images, faults } = parseSample(catalog)
    expect(faults).toMatchObject([
      { severity: 'warning', code: 'DATE_FORMAT', path: `${first}/date` },
      { severity: 'warning', code: 'DEFAULT_NOT_LISTED', path: '/versions/cloudbreak/0/defaults/0' },
    ])
    expect(images).toMatchObject([{ version: '0.0.0.0' }])
  })

  it('gives no images where there is an error, if only in one of them', () => {
    const parsed = parseSample(sampleCatalog(sampleEntry('a'), sampleEntry('b', { os: 5 })))
    expect(parsed).toMatchObject({ images: [], layout: { lists: {} }, faults: [{ code: 'MEMBER_TYPE' }] })
  })
})
