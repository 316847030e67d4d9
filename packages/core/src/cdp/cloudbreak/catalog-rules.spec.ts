import { describe, expect, it } from 'vitest'
import { catalogWith, faultsOf, parseSample, sampleCatalog, sampleEntry } from './sample-catalog.ts'

describe('the rules of a Cloudbreak catalog', () => {
  it.each([
    [
      'no images',
      { versions: { cloudbreak: [{ images: ['sdf'] }] } },
      'IMAGES_MISSING',
      'Images are missing from the image catalog.',
      '',
    ],
    [
      'images that are null',
      { images: null },
      'IMAGES_MISSING',
      'Images are missing from the image catalog.',
      '/images',
    ],
    [
      'an empty versions block',
      { ...sampleCatalog(sampleEntry('a')), versions: {} },
      'CLOUDBREAK_VERSIONS_NULL',
      'Cloudbreak versions cannot be NULL',
      '/versions',
    ],
    [
      'empty versions',
      { ...sampleCatalog(sampleEntry('a')), versions: { cloudbreak: [], freeipa: null } },
      'CLOUDBREAK_VERSIONS_NULL',
      'Cloudbreak versions cannot be NULL',
      '/versions',
    ],
    [
      'versions that name other images',
      {
        ...sampleCatalog(sampleEntry('a')),
        versions: { cloudbreak: [{ images: ['a', 'b'] }, { images: ['c'] }] },
      },
      'IMAGES_NOT_LISTED',
      'Images with ids: b,c is not present in cdh-images block',
      '/versions/cloudbreak/0/images/1',
    ],
    [
      'no versions and nothing advertised',
      { images: { 'cdh-images': [sampleEntry('a', { advertised: false })] } },
      'NO_ADVERTISED_IMAGE',
      'There should be at least one advertised image.',
      '/images',
    ],
    [
      'an advertised base image alone',
      { images: { 'base-images': [sampleEntry('a', { advertised: true })] } },
      'NO_ADVERTISED_IMAGE',
      'There should be at least one advertised image.',
      '/images',
    ],
    [
      'no provider but null',
      catalogWith({ images: { mock: null } }),
      'ALL_IMAGES_EMPTY',
      'Base and CDH images are empty or every items equals NULL',
      '/images',
    ],
    [
      'an array',
      [],
      'NOT_A_CATALOG',
      'The JSON on the specified URL does not match structure expected for an Image Catalog!',
      '',
    ],
    [
      'text',
      '"image catalog"',
      'NOT_A_CATALOG',
      'The JSON on the specified URL does not match structure expected for an Image Catalog!',
      '',
    ],
    [
      'images that are a list',
      { images: [] },
      'NOT_A_CATALOG',
      'The JSON on the specified URL does not match structure expected for an Image Catalog!',
      '/images',
    ],
    [
      'versions that are a list',
      { ...sampleCatalog(sampleEntry('a')), versions: [] },
      'NOT_A_CATALOG',
      'The JSON on the specified URL does not match structure expected for an Image Catalog!',
      '/versions',
    ],
  ])('refuses %s in the words of Cloudbreak', (_what, catalog, code, message, path) => {
    expect(parseSample(catalog).faults).toMatchObject([{ severity: 'error', code, message, path }])
  })

  it('refuses FreeIPA images without references in the words of Cloudbreak', () => {
    const catalog = {
      images: { 'freeipa-images': [sampleEntry('a', { images: { mock: null } })] },
      versions: { freeipa: [{ images: ['a'] }] },
    }
    const message = 'Freeipa images are empty or every items equals NULL'
    expect(parseSample(catalog, 'freeipa').faults).toMatchObject([{ code: 'ALL_IMAGES_EMPTY', message }])
  })

  it('refuses a catalog that has nothing of the type that it is mirrored for', () => {
    expect(faultsOf(sampleCatalog(sampleEntry('a')), 'freeipa')).toEqual(['ALL_IMAGES_EMPTY /images'])
    const freeipa = {
      images: { 'freeipa-images': [sampleEntry('a')] },
      versions: { freeipa: [{ images: ['a'] }] },
    }
    expect(faultsOf(freeipa, 'runtime')).toEqual(['ALL_IMAGES_EMPTY /images'])
    expect(faultsOf(freeipa, 'freeipa')).toEqual([])
  })

  it('refuses ids that are used twice, in whatever list and case', () => {
    const catalog = sampleCatalog(sampleEntry('a'), sampleEntry('b'))
    const images = { ...catalog.images, 'cdh-images': [sampleEntry('A')] }
    expect(faultsOf({ ...catalog, images })).toEqual(['DUPLICATE_UUID /images/cdh-images/0/uuid'])
  })
})
