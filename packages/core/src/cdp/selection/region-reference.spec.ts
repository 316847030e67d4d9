import { describe, expect, it } from 'vitest'
import { sampleArtifact, sampleImage } from '../../image/sample-image.ts'
import { hasProvider, regionReference, regionTest } from './region-reference.ts'

const image = sampleImage({
  artifacts: [
    sampleArtifact({ name: 'a1', provider: 'aws', region: 'us-west-1', reference: 'ami-1' }),
    sampleArtifact({ name: 'a2', provider: 'aws', region: 'us-west-2', reference: 'ami-2' }),
    sampleArtifact({ name: 'z1', provider: 'azure', region: 'West US 2', reference: 'vhd-1' }),
    sampleArtifact({ name: 'z2', provider: 'azure', region: 'South East Asia', reference: 'vhd-2' }),
    sampleArtifact({ name: 'z3', provider: 'azure', region: 'Southeast Asia', reference: 'vhd-3' }),
    sampleArtifact({ name: 'z0', provider: 'azure', reference: 'cloudera:plan:image:1.0' }),
    sampleArtifact({ name: 'g0', provider: 'gcp', reference: 'bucket/image.tar.gz' }),
    sampleArtifact({ name: 'm0', provider: 'mock', region: 'Default', reference: 'mock-any' }),
  ],
})

describe('regionReference()', () => {
  it.each([
    ['aws', 'us-west-1', 'ami-1'],
    ['AWS', ' US-West-2 ', 'ami-2'],
    ['ec2', 'us-west-1', 'ami-1'],
    ['aws', 'us-west-3', undefined],
    ['aws', 'uswest1', undefined],
    ['azure', 'West US 2', 'vhd-1'],
    ['azure', 'westus2', 'vhd-1'],
    ['azure', 'WEST-US-2', 'vhd-1'],
    ['azure', 'Southeast Asia', 'vhd-3'],
    ['azure', 'south east asia', 'vhd-2'],
    ['azure', 'southeastasia', 'vhd-2'],
    ['azure', 'East US', 'cloudera:plan:image:1.0'],
    ['gcp', 'europe-west1', 'bucket/image.tar.gz'],
    ['mock', 'anywhere', 'mock-any'],
    ['openstack', 'us-west-1', undefined],
    ['__proto__', 'constructor', undefined],
  ])('finds what machines of %s start from in %s: %s', (provider, region, reference) => {
    expect(regionReference(image, provider, region)?.reference).toBe(reference)
  })
})

describe('regionTest()', () => {
  it.each([
    ['West US 2', true],
    ['westus2', true],
    ['WESTUS2', true],
    ['West US', false],
    ['constructor', false],
  ])('takes another spelling of a region of Azure for the same: %s', (wanted, fits) => {
    const test = regionTest(wanted)
    expect(test({ name: 'a', provider: 'azure', region: 'West US 2', reference: 'vhd' })).toBe(fits)
    expect(test({ name: 'a', provider: 'azure', region: 'West US 2', reference: 'vhd' })).toBe(fits)
  })

  it('takes what has no region for any, and spellings of other clouds only without case', () => {
    const test = regionTest('US-WEST-1')
    expect(test({ name: 'a', provider: 'gcp', reference: 'b/i.tar.gz' })).toBe(true)
    expect(test({ name: 'a', provider: 'aws', region: 'us-west-1', reference: 'ami-1' })).toBe(true)
    expect(test({ name: 'a', provider: 'aws', region: 'uswest1', reference: 'ami-1' })).toBe(false)
  })
})

describe('hasProvider()', () => {
  it.each([
    ['aws', true],
    ['azure', true],
    ['yarn', false],
  ])('looks at every artifact for %s', (provider, isThere) => {
    expect(hasProvider(image, provider)).toBe(isThere)
  })

  it('believes the trait of a mirrored image, and counts providers without a region', () => {
    const cloudbreak = { list: 'cdh-images' as const, entry: {}, emptyProviders: ['GCP'] }
    expect(hasProvider({ ...image, traits: { provider: 'aws' } }, 'aws')).toBe(true)
    expect(hasProvider({ ...image, traits: { provider: 'aws' } }, 'azure')).toBe(false)
    expect(hasProvider({ ...image, traits: { provider: 'aws-azure' } }, 'azure')).toBe(true)
    expect(hasProvider({ ...image, artifacts: [], cloudbreak }, 'gcp')).toBe(true)
    expect(hasProvider({ ...image, artifacts: [], cloudbreak }, 'aws')).toBe(false)
  })
})
