import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { emitGardener } from './gardener.ts'
import { emitKarpenter } from './karpenter.ts'
import { sampleEntry, sampleInput, severalEntries } from './sample-entries.ts'
import { CloudProfile } from './testing/cloud-profile-schema.ts'
import { NodeClass } from './testing/node-class-schema.ts'

const network = { tags: { 'karpenter.sh/discovery': 'cluster' } }
/** What the node class of a cluster says beside its image. */
const rest = {
  amiFamily: 'Custom',
  role: 'node',
  securityGroupSelectorTerms: [network],
  subnetSelectorTerms: [network],
}

describe('node classes of Karpenter', () => {
  it('are a file for each region, and whole once the rest is said', () => {
    const { files, faults } = emitKarpenter(sampleInput(severalEntries))

    expect(faults).toMatchObject([
      { severity: 'warning', code: 'LEFT_OUT' },
      { severity: 'warning', code: 'FAMILY_UNKNOWN' },
    ])
    expect(files.map(({ name }) => name)).toEqual(['us-east-1.yaml', 'us-west-2.yaml'])
    for (const { text } of files) {
      const { spec, ...head } = parse(text) as { spec: object }
      const whole = { ...head, spec: { ...rest, ...spec } }
      expect(Value.Errors(NodeClass, whole)).toEqual([])
    }
  })

  it('take a family that the image says, and put the images of a region into one file', () => {
    const entries = [
      sampleEntry({ traits: { 'ami-family': 'AL2023' } }, { name: 'Our Base_1' }),
      sampleEntry({ reference: 'ami-0a' }, { name: 'gpu' }),
    ]
    const documents = parseAllDocuments(emitKarpenter(sampleInput(entries)).files[0]!.text).map(
      (one) => one.toJS() as unknown,
    )

    expect(documents).toMatchObject([
      { metadata: { name: 'our-base-1' }, spec: { amiFamily: 'AL2023' } },
      { metadata: { name: 'gpu' }, spec: { amiSelectorTerms: [{ id: 'ami-0a' }] } },
    ])
  })

  it('take a term for each architecture, and one name for each image', () => {
    const both = (['x86_64', 'arm64'] as const).map((architecture) =>
      sampleEntry({ name: architecture, architecture, reference: `ami-0${architecture.length}` }),
    )
    const others = ['日本', '中国'].map((name) => sampleEntry({}, { name }))
    const { files } = emitKarpenter(sampleInput([...both, ...others]))
    const documents = parseAllDocuments(files[0]!.text).map(
      (one) => one.toJS() as { metadata: { name: string } },
    )

    expect(documents[0]).toMatchObject({ spec: { amiSelectorTerms: [{ id: 'ami-06' }, { id: 'ami-05' }] } })
    expect(new Set(documents.map(({ metadata }) => metadata.name)).size).toBe(3)
  })

  it('refuse an export without AMIs', () => {
    expect(emitKarpenter(sampleInput([sampleEntry({ provider: 'azure' })])).faults).toMatchObject([
      { severity: 'error', code: 'NOTHING_TO_EXPORT', message: expect.stringContaining('only in azure') },
    ])
  })
})

const gallery =
  '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/galleries/x/images/y/versions/1.0.0'

describe('machine images of Gardener', () => {
  it.each([
    [
      'aws',
      sampleEntry({}, { architecture: 'arm64' }),
      { regions: [{ name: 'us-east-1', ami: 'ami-0123456789abcdef0', architecture: 'arm64' }] },
    ],
    [
      'openstack',
      sampleEntry({ provider: 'openstack', region: 'one', reference: 'u' }),
      { regions: [{ name: 'one', id: 'u' }] },
    ],
    [
      'gcp',
      sampleEntry({
        provider: 'gcp',
        reference: 'https://www.googleapis.com/compute/v1/projects/p/global/images/i',
      }),
      { image: 'projects/p/global/images/i' },
    ],
    ['azure', sampleEntry({ provider: 'azure', reference: gallery }), { id: gallery }],
    ['azure', sampleEntry({ provider: 'azure', reference: 'a:b:c:1.0.0' }), { urn: 'a:b:c:1.0.0' }],
    [
      'azure',
      sampleEntry({ provider: 'azure', reference: '/CommunityGalleries/g/Images/i/Versions/1' }),
      { communityGalleryImageID: '/CommunityGalleries/g/Images/i/Versions/1' },
    ],
    [
      'azure',
      sampleEntry({ provider: 'azure', reference: '/SharedGalleries/g/Images/i/Versions/1' }),
      { sharedGalleryImageID: '/SharedGalleries/g/Images/i/Versions/1' },
    ],
  ])('fit the profile of %s', (type, entry, version) => {
    const { files, faults } = emitGardener(sampleInput([entry]))
    const profile = parse(files[0]!.text) as { spec: { providerConfig: object } }

    expect(faults).toEqual([])
    expect(files.map(({ name }) => name)).toEqual([`cloudprofile-${type}.yaml`])
    expect(Value.Errors(CloudProfile(type), profile)).toEqual([])
    expect(profile.spec.providerConfig).toMatchObject({
      machineImages: [{ versions: [{ version: '2.1', ...version }] }],
    })
  })

  it.each([
    ['aws', {}, [{ regions: [{ architecture: 'amd64' }, { architecture: 'arm64' }] }]],
    ['gcp', { provider: 'gcp' }, [{ architecture: 'amd64' }, { architecture: 'arm64' }]],
  ])('have an image for each architecture: %s', (type, more, versions) => {
    const both = (['x86_64', 'arm64'] as const).map((architecture) =>
      sampleEntry({ ...more, architecture, name: architecture, reference: `projects/p/${architecture}` }),
    )
    const { files, faults } = emitGardener(sampleInput(both))
    const profile = parse(files[0]!.text) as object

    expect(faults).toEqual([])
    expect(Value.Errors(CloudProfile(type), profile)).toEqual([])
    expect(profile).toMatchObject({
      spec: {
        machineImages: [{ versions: [{ architectures: ['amd64', 'arm64'] }] }],
        providerConfig: { machineImages: [{ versions }] },
      },
    })
  })

  it('are a file for each provider, with every region', () => {
    const { files } = emitGardener(sampleInput(severalEntries))

    expect(files.map(({ name }) => name)).toEqual(['cloudprofile-aws.yaml', 'cloudprofile-azure.yaml'])
    expect(files[0]!.text).toMatch(/us-east-1[^]*us-west-2/)
  })

  it('expire when a stage to come takes them out of use', () => {
    const stages = [
      { state: 'deprecated' as const, from: '2026-01-01T00:00:00.000Z' },
      { state: 'disabled' as const, from: '2026-06-01T00:00:00.000Z' },
    ]
    const profile = parse(emitGardener(sampleInput([sampleEntry({}, { stages })])).files[0]!.text) as object

    expect(profile).toMatchObject({
      spec: {
        machineImages: [
          { versions: [{ classification: 'deprecated', expirationDate: '2026-06-01T00:00:00Z' }] },
        ],
      },
    })
  })

  it.each([
    ['a version of four numbers', [sampleEntry({}, { version: '7.2.17.400' })], 'VERSION_UNFIT'],
    ['a name with blanks', [sampleEntry({}, { name: 'our base' })], 'NAME_UNFIT'],
    [
      'two images for all regions',
      ['a', 'b'].map((reference) => sampleEntry({ provider: 'gcp', reference })),
      'EXPORT_CLASH',
    ],
    ['two images for a region', ['a', 'b'].map((account) => sampleEntry({ account })), 'EXPORT_CLASH'],
    ['an AMI of no region', [{ ...sampleEntry(), location: { provider: 'aws' } }], 'REGION_NEEDED'],
    ['nothing that an extension knows', [sampleEntry({ provider: 'registry' })], 'NOTHING_TO_EXPORT'],
  ])('refuse %s', (_what, entries, code) => {
    expect(emitGardener(sampleInput(entries)).faults).toMatchObject([{ severity: 'error', code }])
  })
})
