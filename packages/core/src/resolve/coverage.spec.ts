import type { Image, Location } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { sampleArtifact, sampleImage } from '../image/sample-image.ts'
import { imageCoverage, locationsOf } from './coverage.ts'

const at = new Date('2026-06-01T00:00:00Z')
const source = { catalogs: ['local', 'default'] }
const eastus: Location = { provider: 'azure', region: 'eastus' }
const westus: Location = { provider: 'azure', region: 'westus' }

function image(version: string, regions: string[], given: Partial<Image> = {}): Image {
  const artifacts = regions.map((region) =>
    sampleArtifact({ name: region, region, reference: `ref-${region}` }),
  )
  return sampleImage({ name: 'r', version, artifacts, ...given })
}

describe('imageCoverage()', () => {
  it('has a row for each version, the newest first, and counts the gaps', () => {
    const images = [image('1.2', ['eastus', 'westus']), image('1.10', ['eastus']), image('2.0', [])]

    const coverage = imageCoverage(source, images, [eastus, westus], at)

    expect(coverage.rows.map((row) => [row.row, row.cells.map((cell) => cell.covered)])).toEqual([
      ['r 2.0', [false, false]],
      ['r 1.10', [true, false]],
      ['r 1.2', [true, true]],
    ])
    expect(coverage.gaps).toBe(3)
    expect(coverage.locations).toEqual([eastus, westus])
    expect(coverage.rows[1]?.cells).toEqual([
      { covered: true, reference: 'ref-eastus', version: '1.10' },
      { covered: false, version: '1.10', code: 'NO_ARTIFACT', message: 'It has no artifact in azure/westus' },
    ])
  })

  it('orders rows by name, then by catalog as searched', () => {
    const images = [
      image('3.0', [], { catalog: 'default' }),
      image('9.0', [], { catalog: 'unsearched' }),
      image('1.0', [], { catalog: 'local' }),
      image('1.0', [], { name: 'A' }),
    ]

    const { rows } = imageCoverage(source, images, [], at)

    expect(rows.map(({ row, image: reference }) => [row, reference?.catalog])).toEqual([
      ['A 1.0', 'local'],
      ['r 1.0', 'local'],
      ['r 3.0', 'default'],
      ['r 9.0', 'unsearched'],
    ])
  })

  it.each(['disabled', 'revoked'] as const)('covers nothing with what is %s', (state) => {
    const images = [image('1.0', ['eastus'], { stages: [{ state, from: '2026-01-01T00:00:00.000Z' }] })]

    expect(imageCoverage(source, images, [eastus], at).rows[0]?.cells).toEqual([
      {
        covered: false,
        version: '1.0',
        code: `IMAGE_${state.toUpperCase()}`,
        message: `It has been ${state} since 2026-01-01`,
      },
    ])
  })

  it('takes artifacts that are tied for a gap', () => {
    const artifacts = ['a', 'b'].map((name) => sampleArtifact({ name, region: 'eastus' }))

    expect(
      imageCoverage(source, [image('1.0', [], { artifacts })], [eastus], at).rows[0]?.cells[0],
    ).toMatchObject({
      covered: false,
      code: 'AMBIGUOUS_ARTIFACT',
    })
  })
})

describe('locationsOf()', () => {
  it('lists each location once, in order, by the one name of its provider', () => {
    const artifacts = [
      sampleArtifact({ provider: 'az', region: 'WestUS' }),
      sampleArtifact({ provider: 'azure', region: 'westus' }),
      sampleArtifact({ provider: 'azure', region: 'eastus' }),
      sampleArtifact({ provider: 'aws', region: 'us-east-1', account: 'cloud' }),
    ]

    expect(locationsOf([sampleImage({ artifacts })])).toEqual([
      { provider: 'aws', account: 'cloud', region: 'us-east-1' },
      eastus,
      westus,
    ])
  })

  it('leaves out what others say more of', () => {
    const artifacts = [
      sampleArtifact({ provider: 'azure' }),
      sampleArtifact({ provider: 'azure', region: 'eastus' }),
      sampleArtifact({ provider: 'gcp' }),
    ]

    expect(locationsOf([sampleImage({ artifacts })])).toEqual([eastus, { provider: 'gcp' }])
  })
})
