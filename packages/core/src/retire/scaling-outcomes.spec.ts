import type { Artifact, Consumer, Image, Lock } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { arraySource } from '../image/array-source.ts'
import { consumerOutcomes, locationOutcomes, lockOutcomes, naturalReplacement } from './scaling-outcomes.ts'

const at = new Date('2026-03-01T12:00:00.000Z')

function image(version: string, ...regions: string[]): Image {
  const artifacts = regions.map((region): Artifact => ({
    name: region,
    provider: 'aws',
    region,
    reference: `ami-${version}-${region}`,
  }))
  return { id: version, catalog: 'local', name: 'our.base', version, traits: {}, stages: [], artifacts }
}

const old = image('1.0', 'us-east-1', 'eu-west-1')
const next = image('2.0', 'us-east-1')
const source = (...images: Image[]) => arraySource(images, ['local'])

describe('locationOutcomes()', () => {
  it('tells of each place that gets the image what it gets after it', () => {
    const outcomes = locationOutcomes(source(old, next), { image: next, replacement: old, at })

    expect(outcomes).toMatchObject([
      {
        what: 'location',
        location: { provider: 'aws', region: 'us-east-1' },
        outcome: 'moves',
        image: { version: '1.0' },
        reference: 'ami-1.0-us-east-1',
      },
    ])
  })

  it('tells of a place that gets nothing any more, and passes over those that get another already', () => {
    const outcomes = locationOutcomes(source(old, next), { image: old, replacement: next, at })

    expect(outcomes).toMatchObject([{ location: { region: 'eu-west-1' }, outcome: 'fails' }])
    expect(outcomes[0]?.message).toContain('eu-west-1')
  })
})

describe('locationOutcomes() of a label', () => {
  it('tells what those get that ask for it', () => {
    const labelled = { ...old, label: 'Base' }
    const images = source(labelled, { ...next, label: 'Base of 2' })

    const outcomes = locationOutcomes(images, { image: labelled, replacement: next, at })

    expect(outcomes.filter(({ name }) => name === 'label "Base"')).toMatchObject([
      { location: { region: 'eu-west-1' }, outcome: 'fails' },
      { location: { region: 'us-east-1' }, outcome: 'fails' },
    ])
  })
})

describe('naturalReplacement()', () => {
  it('is what the name comes to without the image', () => {
    expect(naturalReplacement(source(old, next), { image: old, at })).toMatchObject({ version: '2.0' })
    expect(naturalReplacement(source(old), { image: old, at })).toBeUndefined()
  })
})

describe('consumerOutcomes()', () => {
  const consumer = { type: 'datahub', name: 'hub', provider: 'aws', region: 'eu-west-1' } as Consumer

  it.each([
    ['that there is no replacement', undefined, 'there is no replacement'],
    ['that the replacement is not there', next, 'our.base@2.0 has no artifact in aws/eu-west-1'],
    ['what to move to', image('3.0', 'eu-west-1'), 'upgrade or switch it to our.base@3.0'],
  ])('says %s', (_, replacement, words) => {
    const [outcome] = consumerOutcomes([consumer], { image: old, replacement, at })

    expect(outcome).toMatchObject({ what: 'consumer', name: 'datahub/hub', outcome: 'fails' })
    expect(outcome?.message).toContain(words)
  })
})

describe('lockOutcomes()', () => {
  it('names the entries that pin the image, and none that pin another', () => {
    const entry = (node: string, pinned: Image) => ({
      node,
      cluster: 'c',
      location: { provider: 'aws', region: 'us-east-1' },
      image: pinned,
    })
    const lock = { entries: [entry('head', old), entry('execute', next)] } as unknown as Lock

    expect(lockOutcomes([{ file: 'a.lock', lock }], { image: old, replacement: next, at })).toMatchObject([
      {
        what: 'lock',
        name: 'a.lock c/head',
        outcome: 'fails',
        message: expect.stringContaining('our.base@2.0'),
      },
    ])
  })
})
