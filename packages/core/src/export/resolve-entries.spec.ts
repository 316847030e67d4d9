import type { Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { arraySource } from '../image/array-source.ts'
import { sampleArtifact, sampleImage } from '../image/sample-image.ts'
import { resolveEntries } from './resolve-entries.ts'

const at = new Date('2026-01-31T12:00:00.000Z')
const ami = (region: string, more = '') =>
  sampleArtifact({ name: `${region}${more}`, provider: 'aws', region, reference: `ami-${region}${more}` })
const image = (version: string, regions: string[], more: Partial<Image> = {}) =>
  sampleImage({
    name: 'our.base',
    version,
    label: 'Our base',
    artifacts: regions.map((region) => ami(region)),
    ...more,
  })
const revoked = [{ state: 'revoked' as const, from: '2026-01-01T00:00:00.000Z' }]
const images = [
  image('1.0', ['us-east-1', 'sa-east-1']),
  image('2.0', ['us-east-1', 'eu-west-1']),
  image('0.9', ['ap-south-1'], { stages: revoked }),
  sampleImage({ name: 'anywhere', artifacts: [sampleArtifact({ name: 'gcp', provider: 'gcp' })] }),
  sampleImage({ name: 'tied', artifacts: [ami('us-east-1', 'a'), ami('us-east-1', 'b')] }),
]
const source = arraySource(images, ['local'])

function resolved(...[request]: [Parameters<typeof resolveEntries>[1]]): string[] {
  const { entries, faults } = resolveEntries(source, request, at)
  expect(faults).toEqual([])
  return entries.map(
    ({ image: { name, version }, location: { provider, region } }) =>
      `${name}@${version} ${provider}/${region ?? '*'}`,
  )
}

describe('resolveEntries()', () => {
  it.each([
    [
      'every place of the usable versions, each as a node there would get it',
      { images: [{ name: 'our.base' }] },
      ['our.base@2.0 aws/eu-west-1', 'our.base@1.0 aws/sa-east-1', 'our.base@2.0 aws/us-east-1'],
    ],
    [
      'the places of one version',
      { images: [{ name: 'our.base', version: '2.0' }] },
      ['our.base@2.0 aws/eu-west-1', 'our.base@2.0 aws/us-east-1'],
    ],
    ['one region', { images: [{ label: 'Our base' }], region: 'eu-west-1' }, ['our.base@2.0 aws/eu-west-1']],
    ['an id', { images: [{ id: images[0]!.id }], region: 'sa-east-1' }, ['our.base@1.0 aws/sa-east-1']],
    [
      'a reference',
      { images: [{ id: 'ami-eu-west-1' }], region: 'eu-west-1' },
      ['our.base@2.0 aws/eu-west-1'],
    ],
    [
      'a region of an image that fits any',
      { images: [{ name: 'anywhere' }], region: 'x' },
      ['anywhere@1.0 gcp/x'],
    ],
    ['an image of no region', { images: [{ name: 'anywhere' }] }, ['anywhere@1.0 gcp/*']],
  ])('resolves %s', (_what, request, expected) => {
    expect(resolved(request)).toEqual(expected)
  })

  it.each([
    [
      'a fallback where it is strict',
      { images: [{ name: 'our.base' }], strict: true },
      ['STRICT_NEWER_SKIPPED'],
    ],
    ['a version that is revoked', { images: [{ name: 'our.base', version: '0.9' }] }, ['IMAGE_REVOKED']],
    ['a place without the image', { images: [{ name: 'our.base' }], region: 'mars' }, ['NO_ARTIFACT']],
    ['two artifacts that fit', { images: [{ name: 'tied' }] }, ['AMBIGUOUS_ARTIFACT']],
    ['a reference that nobody knows', { images: [{ id: 'ami-0' }] }, ['REFERENCE_UNKNOWN']],
    ['a version that is none', { images: [{ name: 'our.base', version: '1..2' }] }, ['INVALID_VERSION']],
    ['no selection', { images: [{}] }, ['SELECTION_INVALID']],
    [
      'several images, all of them at once',
      { images: [{ name: 'none' }, { name: 'our.base', version: '7' }] },
      ['NAME_NOT_FOUND', 'VERSION_NOT_FOUND'],
    ],
  ])('refuses %s', (_what, request, codes) => {
    const { faults } = resolveEntries(source, request, at)

    expect(faults.map(({ code }) => code)).toEqual(codes)
    expect(faults.every(({ path }) => path !== undefined && /^\/images\/\d$/.test(path))).toBe(true)
  })

  it('takes no image that fits every region for one of a region, where no cloud is named', () => {
    const mixed = arraySource(
      [
        sampleImage({
          name: 'mixed',
          artifacts: [ami('us-east-1'), sampleArtifact({ name: 'g', provider: 'gcp' })],
        }),
      ],
      ['local'],
    )
    const placesOf = (request: object) => {
      const { entries, warnings } = resolveEntries(mixed, { images: [{ name: 'mixed' }], ...request }, at)
      const places = entries.map(({ location: { provider, region } }) => `${provider}/${region}`)
      return [places, warnings.map(({ code }) => code)]
    }

    expect(placesOf({ region: 'us-east-1' })).toEqual([['aws/us-east-1'], []])
    expect(placesOf({ region: 'us-esat-1' })).toEqual([['gcp/us-esat-1'], ['REGION_UNKNOWN']])
    expect(placesOf({ region: 'us-central1', provider: 'gcp' })).toEqual([['gcp/us-central1'], []])
  })

  it('spells places as the artifacts do', () => {
    const artifact = sampleArtifact({ name: 'o', provider: 'openstack', account: 'Lab', region: 'RegionOne' })
    const spelled = arraySource([sampleImage({ name: 'one', artifacts: [artifact] })], ['local'])
    const asked = { provider: 'OpenStack', account: 'lab', region: 'regionone' }

    const { entries } = resolveEntries(spelled, { images: [{ name: 'one' }], ...asked }, at)

    expect(entries[0]?.location).toEqual({ provider: 'openstack', account: 'Lab', region: 'RegionOne' })
  })

  it('has an answer for each architecture of a place, unless one is asked for', () => {
    const both = (['x86_64', 'arm64'] as const).map((architecture) => ({
      ...ami('us-east-1', architecture),
      architecture,
    }))
    const source = arraySource([sampleImage({ name: 'both', artifacts: both })], ['local'])
    const found = (more: object) =>
      resolveEntries(source, { images: [{ name: 'both' }], ...more }, at).entries.map(
        ({ artifact }) => artifact.architecture,
      )

    expect(found({})).toEqual(['x86_64', 'arm64'])
    expect(found({ architecture: 'arm64' })).toEqual(['arm64'])
  })

  it('tells the warnings of the answers', () => {
    const { warnings } = resolveEntries(source, { images: [{ name: 'our.base' }] }, at)

    expect(warnings.map(({ code }) => code)).toEqual(['SKIPPED_NEWER'])
  })
})
