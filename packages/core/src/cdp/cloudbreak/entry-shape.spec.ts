import { describe, expect, it } from 'vitest'
import { catalogWith, faultsOf, sampleCatalog, sampleEntry } from './sample-catalog.ts'

const stackDetails = { version: '7.2.17', repo: { stack: { redhat8: 'https://a', repoid: 'CDH-7.2.17' } } }
const first = '/images/base-images/0'

describe('the shape of a Cloudbreak entry', () => {
  it.each([
    ['date', 5],
    ['date', null],
    ['description', {}],
    ['os', true],
    ['os', null],
    ['os_type', 7],
    ['created', '1700486000'],
    ['published', true],
    ['architecture', 64],
    ['version', 7.2],
    ['package-versions', ['a']],
    ['stack-details', 'a'],
    ['repo', 'https://a'],
    ['build-number', 5],
    ['pre_warm_parcels', {}],
    ['pre_warm_csd', 'a'],
    ['advertised', 'true'],
    ['tags', []],
    ['images', null],
    ['images', []],
    ['baseParcelUrl', 1],
    ['sourceImageId', false],
  ])('refuses the member %s where it is %j', (name, value) => {
    expect(faultsOf(catalogWith({ [name]: value }))).toEqual([`MEMBER_TYPE ${first}/${name}`])
  })

  it.each([
    ['a version of a package', { 'package-versions': { cm: 7.11 } }, 'package-versions/cm'],
    ['a tag', { tags: { fips: true } }, 'tags/fips'],
    ['a repository', { repo: { 'redhat8/~': 1 } }, 'repo/redhat8~1~0'],
    ['a parcel', { pre_warm_parcels: [['a', 1]] }, 'pre_warm_parcels/0/1'],
    ['a list of parcels', { pre_warm_parcels: ['a'] }, 'pre_warm_parcels/0'],
    ['a CSD', { pre_warm_csd: ['a', null] }, 'pre_warm_csd/1'],
    ['the version of a stack', { 'stack-details': { ...stackDetails, version: 7 } }, 'stack-details/version'],
    [
      'the repository of a stack',
      { 'stack-details': { ...stackDetails, repo: { stack: null } } },
      'stack-details/repo/stack',
    ],
    ['a reference', { images: { aws: { 'us-1': 5 } } }, 'images/aws/us-1'],
    ['a reference that is null', { images: { aws: { 'us-1': null } } }, 'images/aws/us-1'],
    ['a reference that is a list', { images: { aws: { 'us-1': ['ami-1'] } } }, 'images/aws/us-1'],
    ['the regions of a provider', { images: { aws: 'ami-1' } }, 'images/aws'],
  ])('refuses %s of the wrong type', (_what, given, path) => {
    expect(faultsOf(catalogWith(given))).toEqual([`MEMBER_TYPE ${first}/${path}`])
  })

  it.each(['uuid', 'date', 'description', 'os', 'images'])('refuses an entry without %s', (name) => {
    const { [name]: _left, ...entry } = sampleEntry('a')
    const catalog = {
      ...sampleCatalog(sampleEntry('b')),
      images: { 'base-images': [entry, sampleEntry('b')] },
    }
    expect(faultsOf(catalog)).toEqual([`MEMBER_MISSING ${first}`])
  })

  it.each([
    [
      'a stack without its version',
      { 'stack-details': { repo: stackDetails.repo } },
      ['MEMBER_MISSING', 'stack-details'],
    ],
    [
      'a stack without its repository',
      { 'stack-details': { version: '7' } },
      ['MEMBER_MISSING', 'stack-details'],
    ],
    [
      'a repository without its stack',
      { 'stack-details': { version: '7', repo: {} } },
      ['MEMBER_MISSING', 'stack-details/repo'],
    ],
    ['a provider without a name', { images: { ' ': {}, aws: { a: 'b' } } }, ['TEXT_BLANK', 'images/ ']],
    ['a region without a name', { images: { aws: { '': 'a' } } }, ['TEXT_BLANK', 'images/aws/']],
    ['a blank reference', { images: { aws: { a: ' ' } } }, ['TEXT_BLANK', 'images/aws/a']],
    [
      'a reference with a line break',
      { images: { aws: { a: 'ami-1\nami-2' } } },
      ['TEXT_INVALID', 'images/aws/a'],
    ],
    ['a long reference', { images: { aws: { a: 'a'.repeat(2049) } } }, ['TEXT_TOO_LONG', 'images/aws/a']],
    [
      'a long region',
      { images: { aws: { ['a'.repeat(256)]: 'a' } } },
      ['TEXT_TOO_LONG', `images/aws/${'a'.repeat(256)}`],
    ],
    ['a blank os', { os: '' }, ['TEXT_BLANK', 'os']],
    ['a long version', { version: '7'.repeat(101) }, ['TEXT_TOO_LONG', 'version']],
    ['an unknown architecture', { architecture: 'sparc' }, ['ARCHITECTURE_UNKNOWN', 'architecture']],
    ['a moment in milliseconds', { created: 1_700_486_000_000 }, ['NUMBER_RANGE', 'created']],
    ['a moment before 1970', { created: -1 }, ['NUMBER_RANGE', 'created']],
    ['a part of a second', { published: 0.5 }, ['NUMBER_RANGE', 'published']],
  ])('refuses %s', (_what, given, [code, path]) => {
    expect(faultsOf(catalogWith(given))).toEqual([`${code} ${first}/${path}`])
  })

  it.each(['a b', '../a', '-a', 'a/b', 'ä', 'a'.repeat(251), ''])('refuses the id %j', (uuid) => {
    const code = uuid.length > 250 ? 'TEXT_TOO_LONG' : 'TEXT_INVALID'
    expect(faultsOf(sampleCatalog(sampleEntry(uuid)))).toEqual([`${code} ${first}/uuid`])
  })
})
