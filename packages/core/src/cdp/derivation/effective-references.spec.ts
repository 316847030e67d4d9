import * as fc from 'fast-check'
import type { Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { effectiveReferences } from './effective-references.ts'
import { placeKey } from './region.ts'
import { sampleDerived, sampleEntry, sampleReferences, sampleSource } from './sample-source.ts'

type References = Readonly<Record<string, string>>

/** What an image of `provider` with its own references has of a source, as one text per reference. */
function effective(source: Image, own: References, inheritRegions = false, provider = 'aws'): string[] {
  const derived = sampleDerived(source, {
    artifacts: sampleReferences(provider, own),
    derived: { inheritRegions },
  })
  return effectiveReferences(derived, source).artifacts.map(
    ({ name, provider, region, reference }) => `${name} ${provider} ${region}: ${reference}`,
  )
}

describe('effectiveReferences()', () => {
  const aws = sampleSource({ artifacts: sampleReferences('aws', { 'us-west-1': 'a', 'us-west-2': 'b' }) })
  const azure = sampleSource({ artifacts: sampleReferences('azure', { 'West US 2': 'a', default: 'd' }) })

  it.each<[string, Image, References, boolean, string[]]>([
    [
      'inherits all without own',
      aws,
      {},
      false,
      ['us-west-1 aws us-west-1: a', 'us-west-2 aws us-west-2: b'],
    ],
    [
      'inherits all without own, even to overlay',
      aws,
      {},
      true,
      ['us-west-1 aws us-west-1: a', 'us-west-2 aws us-west-2: b'],
    ],
    ['has its own alone', aws, { 'us-west-2': 'mine' }, false, ['us-west-2 aws us-west-2: mine']],
    [
      'lays its own over those of the source',
      aws,
      { 'eu-west-1': 'new', 'us-west-2': 'mine' },
      true,
      ['us-west-1 aws us-west-1: a', 'us-west-2 aws us-west-2: mine', 'eu-west-1 aws eu-west-1: new'],
    ],
    [
      'spells a region as the source does',
      azure,
      { westus2: 'mine' },
      false,
      ['West US 2 azure West US 2: mine'],
    ],
    [
      'lays over a region in another spelling',
      azure,
      { WESTUS2: 'mine' },
      true,
      ['West US 2 azure West US 2: mine', 'default azure undefined: d'],
    ],
    [
      'lays over a reference for any region',
      azure,
      { default: 'mine' },
      true,
      ['West US 2 azure West US 2: a', 'default azure undefined: mine'],
    ],
    [
      'stands once where the source spells its region in two ways',
      sampleSource({
        artifacts: sampleReferences('azure', { 'Australia South East': 'a', 'Australia Southeast': 'b' }),
      }),
      { australiasoutheast: 'mine' },
      true,
      ['Australia Southeast azure Australia Southeast: mine'],
    ],
  ])('%s', (_, source, own, inheritRegions, found) => {
    expect(effective(source, own, inheritRegions)).toEqual(found)
  })

  const several = sampleSource({
    artifacts: [
      { name: 'aws/us-west-2', provider: 'aws', region: 'us-west-2', reference: 'a' },
      { name: 'gcp/default', provider: 'gcp', reference: 'g' },
    ],
    cloudbreak: { list: 'cdh-images', entry: sampleEntry, emptyProviders: ['azure', 'yarn'] },
  })

  it('is for the first provider of the source, whatever it was for', () => {
    expect(effective(several, { 'us-west-2': 'mine' }, false, 'gcp')).toEqual([
      'us-west-2 aws us-west-2: mine',
    ])
  })

  it('keeps the other providers only where regions are inherited', () => {
    expect(effective(several, { 'eu-west-1': 'mine' }, true)).toEqual([
      'aws/us-west-2 aws us-west-2: a',
      'gcp/default gcp undefined: g',
      'aws/eu-west-1 aws eu-west-1: mine',
    ])
  })

  it('keeps providers without references as long as references are inherited', () => {
    const artifacts = sampleReferences('aws', { 'us-west-2': 'mine' })

    expect(effectiveReferences(sampleDerived(several), several).emptyProviders).toEqual(['azure', 'yarn'])
    expect(effectiveReferences(sampleDerived(several, { artifacts }), several).emptyProviders).toEqual([])
  })

  it('fills a provider that the source names without references', () => {
    const cloudbreak = { list: 'cdh-images', entry: sampleEntry, emptyProviders: ['azure', 'gcp'] } as const
    const source = sampleSource({
      artifacts: [],
      cloudbreak: { ...cloudbreak, emptyProviders: ['azure', 'gcp'] },
    })
    const own = sampleDerived(source, {
      artifacts: sampleReferences('azure', { westus2: 'mine' }),
      derived: { inheritRegions: true },
    })

    expect(effectiveReferences(own, source)).toEqual({
      artifacts: [{ name: 'azure/westus2', provider: 'azure', region: 'westus2', reference: 'mine' }],
      emptyProviders: ['gcp'],
    })
  })

  it('keeps its own where the source has no provider', () => {
    expect(effective(sampleSource({ artifacts: [] }), { 'us-west-2': 'mine' })).toEqual([
      'us-west-2 aws us-west-2: mine',
    ])
  })

  const regions = fc.dictionary(
    fc.constantFrom('eu-west-1', 'us-west-1', 'us-west-2', 'default'),
    fc.string(),
  )

  it('covers at least what the source covers where regions are inherited, with its own first', () => {
    fc.assert(
      fc.property(regions, regions, (inherited, own) => {
        const source = sampleSource({ artifacts: sampleReferences('aws', inherited) })
        const derived = sampleDerived(source, {
          artifacts: sampleReferences('aws', own),
          derived: { inheritRegions: true },
        })
        const { artifacts } = effectiveReferences(derived, source)

        const expected = { ...inherited, ...own }
        const found = artifacts.map(({ region = 'default', reference }) => [region, reference])
        expect(Object.fromEntries(found)).toEqual({ ...expected })
        expect(new Set(artifacts.map(placeKey)).size).toBe(artifacts.length)
      }),
    )
  })
})
