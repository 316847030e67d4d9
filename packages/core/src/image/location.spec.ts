import type { Location } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { artifactFits, artifactRank, describeLocation, normalizeLocation } from './location.ts'

const eastus: Location = { provider: 'azure', region: 'eastus', account: 'prod' }

describe('normalizeLocation()', () => {
  it.each<[Location, Location]>([
    [{ provider: 'AZ', region: ' EastUS ', account: 'Prod' }, eastus],
    [{ provider: 'ec2' }, { provider: 'aws' }],
    [
      { provider: 'azure', region: 'West US 2' },
      { provider: 'azure', region: 'westus2' },
    ],
    [{ provider: '  ', region: '' }, {}],
    [{}, {}],
  ])('reads %j', (location, place) => {
    expect(normalizeLocation(location)).toEqual({
      provider: undefined,
      region: undefined,
      account: undefined,
      ...place,
    })
  })
})

describe('artifactFits()', () => {
  it.each<[Location, Location, boolean]>([
    [{ provider: 'az', region: 'EASTUS' }, eastus, true],
    [{ provider: 'azure' }, eastus, true],
    [{ provider: 'azure', account: 'prod' }, eastus, true],
    [{ provider: 'azure', account: 'test' }, eastus, false],
    [{ provider: 'azure', region: 'westus' }, eastus, false],
    [{ provider: 'aws' }, eastus, false],
    [{ provider: 'azure', region: 'East US' }, eastus, true],
    [{ provider: 'azure', region: 'eastus' }, { region: 'East US' }, true],
    [{ provider: 'azure', region: 'East US 2' }, eastus, false],
    [{ provider: 'azure', region: 'westus' }, { provider: 'azure' }, true],
    [{ provider: 'azure', region: 'westus' }, {}, true],
  ])('%j in %j: %s', (artifact, location, fits) => {
    expect(artifactFits(artifact, location)).toBe(fits)
  })
})

describe('artifactRank()', () => {
  it('prefers account and region, then region, then account, then neither', () => {
    const artifacts: Location[] = [
      { provider: 'azure' },
      { provider: 'azure', account: 'prod' },
      { provider: 'azure', region: 'eastus' },
      eastus,
    ]

    const ranks = artifacts.map((one) => artifactRank(normalizeLocation(one), normalizeLocation(eastus)))

    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
    expect(new Set(ranks).size).toBe(4)
  })

  it('prefers an artifact that leaves a side open to one that is only assumed to fit', () => {
    const wanted = normalizeLocation({ provider: 'azure' })
    const open = artifactRank(normalizeLocation({ provider: 'azure' }), wanted)
    const assumed = artifactRank(normalizeLocation({ provider: 'azure', region: 'eastus' }), wanted)

    expect(open).toBeGreaterThan(assumed)
  })
})

describe('describeLocation()', () => {
  it.each<[Location, string]>([
    [eastus, 'azure/eastus (account prod)'],
    [{ provider: 'azure' }, 'azure'],
    [{ region: 'eastus' }, 'region eastus'],
    [{ account: 'prod' }, 'any provider (account prod)'],
    [{}, 'any place'],
    [{ provider: ' ', region: '' }, 'any place'],
  ])('%j: %s', (location, text) => {
    expect(describeLocation(location)).toBe(text)
  })
})
