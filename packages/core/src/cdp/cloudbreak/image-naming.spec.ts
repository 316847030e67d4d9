import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { versionFault } from '../../version/version.ts'
import { nameImages, patchNumber, type Nameable } from './image-naming.ts'

function nameable(id: string, given: Partial<Nameable> = {}): Nameable {
  return { id, list: 'cdh-images', entry: {}, providers: ['aws'], ...given }
}

function runtime(version: string, repositoryVersion: string, created?: number): Record<string, unknown> {
  const stack = { 'repository-version': repositoryVersion }
  return { os: 'redhat8', version, created, 'stack-details': { version, repo: { stack } } }
}

describe('nameImages()', () => {
  it.each([
    [
      'a runtime',
      { entry: runtime('7.2.17', '7.2.17-1.cdh7.2.17.p400.46967060', 1_700_486_000) },
      'runtime-redhat8-aws',
      '7.2.17.400.1700486000',
    ],
    [
      'a runtime without patch and moment',
      { entry: runtime('7.2.17', '7.2.17-1') },
      'runtime-redhat8-aws',
      '7.2.17.0.0',
    ],
    ['a runtime without version', { entry: { os: 'redhat8' } }, 'runtime-redhat8-aws', '0.0.0'],
    [
      'a runtime whose version is none',
      { entry: runtime('latest', '', 5) },
      'runtime-redhat8-aws',
      '0.0.0.5',
    ],
    [
      'a base image',
      { list: 'base-images', entry: { os: 'centos7', date: '2024-02-09', created: 7 } },
      'base-centos7-aws',
      '2024.2.9.7',
    ],
    [
      'a FreeIPA image',
      { list: 'freeipa-images', entry: { os: 'centos7', date: '2019-12-31' } },
      'freeipa-centos7-aws',
      '2019.12.31.0',
    ],
    [
      'a base image of no day',
      { list: 'base-images', entry: { os: 'centos7', date: 'soon', created: 7 } },
      'base-centos7-aws',
      '0.0.0.7',
    ],
    [
      'an arm64 image',
      { list: 'base-images', entry: { os: 'centos7', architecture: 'arm64' } },
      'base-centos7-aws-arm64',
      '0.0.0.0',
    ],
    [
      'several providers',
      { list: 'base-images', entry: { os: 'centos7' }, providers: ['gcp', 'azure_rm', 'aws'] },
      'base-centos7-aws-azure-gcp',
      '0.0.0.0',
    ],
    [
      'no provider',
      { list: 'base-images', entry: { os: 'CentOS7 ' }, providers: [] },
      'base-centos7',
      '0.0.0.0',
    ],
  ] as const)('names %s', (_what, given, name, version) => {
    expect(nameImages([nameable('a', given)])).toEqual([{ name, version }])
  })

  it('puts the id into versions that would be shared, whatever the order', () => {
    const images = ['bbd23b5e-1418', '7bf407be-0000', 'c'].map((id) => nameable(id))
    images.push(nameable('d', { providers: ['gcp'] }))

    const named = nameImages(images).map(({ version }) => version)
    expect(named).toEqual(['0.0.0-bbd23b5e', '0.0.0-7bf407be', '0.0.0-c', '0.0.0'])
    expect(nameImages(images.toReversed()).map(({ version }) => version)).toEqual(named.toReversed())
  })

  it('puts the whole id where its beginning is shared too', () => {
    const named = nameImages(['12345678-a', '12345678-b', 'c'].map((id) => nameable(id)))
    expect(named.map(({ version }) => version)).toEqual(['0+12345678-a', '0+12345678-b', '0.0.0-c'])
  })

  it('knows versions that differ in leading zeros alone for the same', () => {
    const entries = ['7.2.17', '7.02.17'].map((version) => runtime(version, ''))
    const named = nameImages(entries.map((entry, index) => nameable(`id-${index}`, { entry })))
    expect(named.map(({ version }) => version)).toEqual(['7.2.17.0.0-id-0', '7.02.17.0.0-id-1'])
  })

  it('makes valid versions, no two alike under one name', () => {
    const entry = fc.record({
      os: fc.constantFrom('a', 'b'),
      version: fc.oneof(fc.constantFrom('7.2.17', '7.2.18', '0', '0+a', '7-a'), fc.string()),
      created: fc.option(fc.nat({ max: 2 })),
      date: fc.oneof(fc.constantFrom('2023-01-01', '2023-01-02'), fc.string()),
    })
    const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,10}$/)
    const list = fc.constantFrom('base-images', 'cdh-images', 'freeipa-images')
    const image = fc.record({ id, list, entry, providers: fc.subarray(['aws', 'gcp']) })
    const catalog = fc.uniqueArray(image, { selector: (one) => one.id.toLowerCase(), maxLength: 12 })
    fc.assert(
      fc.property(catalog, (images) => {
        const named = nameImages(images)
        expect(named.map(({ version }) => versionFault(version))).toEqual(images.map(() => undefined))
        expect(new Set(named.map(({ name, version }) => `${name} ${version}`)).size).toBe(images.length)
      }),
    )
  })
})

describe('patchNumber()', () => {
  it.each([
    ['7.2.17-1.cdh7.2.17.p400.51297892', 400],
    ['7.2.17-1.cdh7.2.17.p0.51297892', 0],
    ['7.2.17-1.cdh7.2.17.p12', 12],
    ['7.2.17-1.cdh7.2.17', 0],
    ['', 0],
  ])('of %s is %i', (version, expected) => {
    expect(patchNumber(version)).toBe(expected)
  })
})
