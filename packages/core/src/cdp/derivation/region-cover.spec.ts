import * as fc from 'fast-check'
import type { RegionCover } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { regionCover } from './region-cover.ts'
import { sampleDerived, sampleReferences, sampleSource } from './sample-source.ts'

const names = (count: number) => Array.from({ length: count }, (_, index) => `region-${index}`)
const references = (regions: readonly string[], provider = 'aws') =>
  sampleReferences(provider, Object.fromEntries(regions.map((region) => [region, 'x'])))

/** What of a source in `inherited` regions an image with `own` ones covers. */
function cover(inherited: readonly string[], own: readonly string[], inheritRegions = false): RegionCover {
  const source = sampleSource({ artifacts: references(inherited) })
  return regionCover(
    sampleDerived(source, { artifacts: references(own), derived: { inheritRegions } }),
    source,
  )
}

describe('regionCover()', () => {
  it('counts the regions that are lost', () => {
    const found = cover(names(26), ['region-3', 'region-25'])

    expect(found).toMatchObject({ source: 26, here: 2, extra: [] })
    expect(found.missing).toHaveLength(24)
    expect(found.missing.slice(0, 4)).toEqual(['region-0', 'region-1', 'region-2', 'region-4'])
  })

  it.each<[string, RegionCover, RegionCover]>([
    ['all inherited', cover(names(3), []), { source: 3, here: 3, missing: [], extra: [] }],
    ['an overlay', cover(['a', 'b'], ['b', 'c'], true), { source: 2, here: 3, missing: [], extra: ['c'] }],
    ['another region', cover(['a'], ['b']), { source: 1, here: 1, missing: ['a'], extra: ['b'] }],
    ['another spelling', cover(['West US 2'], ['westus2']), { source: 1, here: 1, missing: [], extra: [] }],
    ['one for any', cover(['a', 'b'], ['default']), { source: 2, here: 1, missing: [], extra: ['default'] }],
    ['a source for any', cover(['default'], ['a']), { source: 1, here: 1, missing: ['default'], extra: [] }],
  ])('compares %s', (_, found, expected) => {
    expect(found).toEqual(expected)
  })

  it('names the providers where the source has several', () => {
    const source = sampleSource({
      artifacts: [...references(['us-west-2']), ...references(['us-west1'], 'gcp')],
    })

    expect(regionCover(sampleDerived(source, { artifacts: references(['us-west-2']) }), source)).toEqual({
      source: 2,
      here: 1,
      missing: ['gcp/us-west1'],
      extra: [],
    })
  })

  it('compares with nothing where the source is gone', () => {
    const own = sampleDerived(sampleSource(), { artifacts: references(['a']) })

    expect(regionCover(own, undefined)).toEqual({ source: 0, here: 1, missing: [], extra: [] })
  })

  it('misses nothing where regions are inherited', () => {
    const regions = fc.uniqueArray(fc.constantFrom(...names(6), 'default'))

    fc.assert(
      fc.property(regions, regions, (inherited, own) => {
        const { here, missing } = cover(inherited, own, true)
        expect(missing).toEqual([])
        expect(here).toBe(new Set([...inherited, ...own]).size)
      }),
    )
  })
})
