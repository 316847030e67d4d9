import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { effectiveFields } from './effective-fields.ts'
import { effectiveImage } from './effective-image.ts'
import { entryOf } from './entry-of.ts'
import { sampleDerived, sampleReferences, sampleSource } from './sample-source.ts'

const source = sampleSource()
const references = (values: Readonly<Record<string, string>>) => sampleReferences('aws', values)

describe('effectiveFields()', () => {
  const own = sampleDerived(source, {
    artifacts: references({ 'us-west-2': 'ami-0123456789abcdef0', 'eu-north-1': 'ami-0123456789abcdef1' }),
    derived: { baseParcelUrl: 'https://m.example.com', inheritRegions: true },
  })
  const byField = new Map(effectiveFields(own, source).map((field) => [field.field, field]))

  it.each([
    [{ field: '/uuid', origin: 'own', value: `"${own.id}"`, sourceValue: `"${source.id}"` }],
    [{ field: '/created', origin: 'own', value: '1795255200', sourceValue: '1714130070' }],
    [{ field: '/baseParcelUrl', origin: 'own', value: '"https://m.example.com"' }],
    [{ field: '/sourceImageId', origin: 'own', value: `"${source.id}"` }],
    [{ field: '/os', origin: 'source', value: '"redhat8"' }],
    [{ field: '/tags/hardening', origin: 'source', value: '"cis_server_l1"' }],
    [{ field: '/repo/other', origin: 'source', value: '"https://mirror.example.org/p/"' }],
    [
      {
        field: '/repo/redhat8',
        origin: 'rewritten',
        value: '"https://m.example.com/cm-public/7.11.0/redhat8/yum/"',
        sourceValue: '"https://archive.cloudera.com/p/cm-public/7.11.0/redhat8/yum/"',
      },
    ],
    [
      {
        field: '/pre_warm_parcels/0/1',
        origin: 'rewritten',
        value: '"https://m.example.com/cfm2/2.2.7.400/parcel"',
        sourceValue: '"https://archive.cloudera.com/p/cfm2/2.2.7.400/parcel"',
      },
    ],
    [
      {
        field: '/images/aws/us-west-2',
        origin: 'own',
        value: '"ami-0123456789abcdef0"',
        sourceValue: '"ami-0b4d13e2f64a64722"',
      },
    ],
    [{ field: '/images/aws/eu-north-1', origin: 'own', value: '"ami-0123456789abcdef1"' }],
    [{ field: '/images/aws/us-west-1', origin: 'source', value: '"ami-0a7faa21f8a9a672f"' }],
  ])('tells where a field comes from: %o', (field) => {
    expect(byField.get(field.field)).toEqual(field)
  })

  it('tells a reference of its own even where it is that of the source', () => {
    const same = sampleDerived(source, { artifacts: references({ 'us-west-2': 'ami-0b4d13e2f64a64722' }) })

    expect(effectiveFields(same, source).filter(({ field }) => field.startsWith('/images'))).toEqual([
      { field: '/images/aws/us-west-2', origin: 'own', value: '"ami-0b4d13e2f64a64722"' },
    ])
  })

  it('tells a description of its own', () => {
    const described = sampleDerived(source, { description: 'Ours' })

    expect(effectiveFields(described, source)).toContainEqual({
      field: '/description',
      origin: 'own',
      value: '"Ours"',
      sourceValue: JSON.stringify(source.cloudbreak?.entry['description']),
    })
  })

  it('has nothing but its own where the source is gone', () => {
    expect(effectiveFields(own, undefined).map(({ field, origin }) => `${field} ${origin}`)).toEqual([
      '/uuid own',
      '/created own',
      '/published own',
      '/baseParcelUrl own',
      '/sourceImageId own',
      '/images/aws/us-west-2 own',
      '/images/aws/eu-north-1 own',
    ])
  })

  it('calls all of an image that derives from none its own', () => {
    const fields = effectiveFields(source, undefined)

    expect(fields).toContainEqual({ field: '/os_type', origin: 'own', value: '"redhat8"' })
    expect(new Set(fields.map(({ origin }) => origin))).toEqual(new Set(['own']))
  })

  it('has a field for every leaf, of any entry', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.boolean(), (entry, rewrites) => {
        const source = sampleSource({ cloudbreak: { list: 'cdh-images', entry } })
        const own = sampleDerived(source, {
          derived: rewrites ? { baseParcelUrl: 'https://m.example.com' } : {},
        })

        const fields = effectiveFields(own, source)
        const leaves = countLeaves(entryOf(effectiveImage(own, source)))
        expect(new Set(fields.map(({ field }) => field)).size).toBe(leaves)
        expect(fields.filter(({ origin }) => origin === 'rewritten')).toEqual([])
      }),
    )
  })
})

function countLeaves(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  const parts = Object.values(value)
  return parts.length === 0 ? 1 : parts.map(countLeaves).reduce((sum, count) => sum + count)
}
