import type { FoundArtifact, Image, ImageAddRequest } from '@ingot/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { imageId } from '../image/image-id.ts'
import { validateImage } from '../image/validate-image.ts'
import { planImageAdd } from './plan-image-add.ts'

const at = new Date('2026-03-01T12:00:00.000Z')

function found(more: Partial<FoundArtifact> = {}): FoundArtifact {
  return {
    account: 'prod',
    provider: 'aws',
    region: 'us-east-1',
    text: 'golden',
    matchedBy: 'name',
    reference: 'ami-1',
    state: 'available',
    name: 'golden',
    os: 'linux',
    architecture: 'x86_64',
    created: '2026-01-01T00:00:00.000Z',
    traits: {},
    ...more,
  }
}

function stored(more: Partial<Image> = {}): Image {
  const { artifacts, ...image } = plan({}, [found()]).image
  return { ...image, artifacts: more.artifacts ?? artifacts, ...more }
}

function plan(
  request: Partial<ImageAddRequest>,
  images: readonly FoundArtifact[],
  versions: readonly Image[] = [],
) {
  return planImageAdd({ images: ['golden'], name: 'our.base', ...request }, images, {
    catalog: 'local',
    named: (name) => versions.filter((image) => image.name.toLowerCase() === name.toLowerCase()),
    idFor: (name, version) => imageId('local', name, version),
    at,
  })
}

const codes = ({ faults }: ReturnType<typeof plan>) => faults.map(({ code }) => code)

describe('planImageAdd()', () => {
  it('makes version 1.0 of what was found in every place, with facts and what the cloud said', () => {
    const other = found({ account: 'dev', region: 'eu-west-1', reference: 'ami-2', bytes: 8 })

    const { image, rows, faults } = plan({ label: 'Base' }, [found(), other])

    expect(faults).toEqual([])
    expect(image).toMatchObject({
      version: '1.0',
      label: 'Base',
      os: 'linux',
      architecture: 'x86_64',
      stages: [],
    })
    expect(image.artifacts).toEqual([
      {
        name: 'aws/dev/eu-west-1',
        provider: 'aws',
        account: 'dev',
        region: 'eu-west-1',
        reference: 'ami-2',
        architecture: 'x86_64',
        upstream: { name: 'golden', created: '2026-01-01T00:00:00.000Z', bytes: 8 },
      },
      expect.objectContaining({ name: 'aws/prod/us-east-1', reference: 'ami-1' }),
    ])
    expect(rows.map(({ change }) => change)).toEqual(['added', 'added'])
  })

  it('takes nothing that is passed over, and says why where there is nothing else', () => {
    const excluded = found({ region: 'eu-west-1', reference: 'ami-9', passedOver: 'version 9 is excluded' })

    expect(plan({}, [found(), excluded]).rows).toMatchObject([{ reference: 'ami-1' }])
    expect(plan({}, [excluded]).faults).toMatchObject([
      {
        code: 'PASSED_OVER',
        message: expect.stringMatching(/eu-west-1 .*, but version 9 is excluded; .*ami-9$/),
      },
    ])
  })

  it('is called as its images are without their own versions', () => {
    const azure = found({ provider: 'azure', account: 'hpc', name: 'golden/1.1.0', title: 'golden' })

    expect(plan({ name: undefined }, [found(), azure])).toMatchObject({
      faults: [],
      image: { name: 'golden' },
    })
  })

  it('takes the place of the artifact for the same machines, in a version of several architectures', () => {
    const both = (['x86_64', 'arm64'] as const).map((architecture) => ({
      name: architecture,
      provider: 'aws',
      account: 'prod',
      region: 'us-east-1',
      reference: `ami-${architecture}`,
      architecture,
    }))
    const { architecture: _, ...version } = stored({ artifacts: both })

    const { image, rows, faults } = plan(
      {},
      [found({ reference: 'ami-9', architecture: 'arm64' })],
      [version],
    )

    expect([faults, image.architecture]).toEqual([[], undefined])
    expect(rows).toMatchObject([{ artifact: 'arm64', change: 'replaced', replaces: 'ami-arm64' }])
    expect(image.artifacts.map(({ reference }) => reference)).toEqual(['ami-x86_64', 'ami-9'])
  })

  it('takes none for the newest where not all tell how old they are', () => {
    const two = [found(), found({ reference: 'ami-2', created: undefined })]

    expect(plan({ newest: true }, two).faults).toMatchObject([
      { code: 'SEVERAL_IMAGES', message: expect.stringContaining('none is the newest') },
    ])
  })

  it('takes the name that is found where none is given, and its label from the name', () => {
    expect(plan({ name: undefined }, [found()]).image).toMatchObject({ name: 'golden', label: 'golden' })
    const two = [found(), found({ region: 'eu-west-1', name: 'silver', reference: 'ami-2' })]
    expect(codes(plan({ name: undefined }, two))).toEqual(['NAME_NEEDED'])
  })

  it('joins the latest version: a new place is added, another reference replaces, the same changes nothing', () => {
    const before = stored({ version: '1.9', id: 'one' })
    const latest = stored({ version: '1.10', id: 'two' })
    const images = [found({ reference: 'ami-9' }), found({ region: 'eu-west-1', reference: 'ami-2' })]

    const { image, rows } = plan({}, images, [latest, before])

    expect(image).toMatchObject({ id: 'two', version: '1.10' })
    expect(image.artifacts.map(({ reference }) => reference)).toEqual(['ami-9', 'ami-2'])
    expect(rows).toMatchObject([
      { region: 'eu-west-1', change: 'added' },
      { region: 'us-east-1', change: 'replaced', replaces: 'ami-1', artifact: 'aws/prod/us-east-1' },
    ])
    expect(plan({}, [found()], [latest])).toMatchObject({
      image: latest,
      rows: [{ change: 'unchanged' }],
      faults: [],
    })
  })

  it.each<[string, Partial<ImageAddRequest>, string | undefined, string]>([
    ['bumps the second part', { bumpVersion: 'minor' }, '1.9', '1.10'],
    ['bumps the first part', { bumpVersion: 'major' }, '1.2.3', '2.0.0'],
    ['bumps the third part', { bumpVersion: 'patch' }, '1.2', '1.2.1'],
    ['bumps nothing to the first version', { bumpVersion: 'major' }, undefined, '1.0'],
    ['takes the version that is given', { packageVersion: '3.1' }, '1.9', '3.1'],
  ])('%s', (_, request, latest, version) => {
    const versions = latest === undefined ? [] : [stored({ version: latest, id: 'one' })]

    const { image, faults } = plan(request, [found({ reference: 'ami-7' })], versions)

    expect(faults).toEqual([])
    expect(image.version).toBe(version)
    expect(image.artifacts.map(({ reference }) => reference)).toEqual(['ami-7'])
  })

  it('changes a version that is named outright only where that changes nothing, or by force', () => {
    const one = stored({ version: '2.0' })
    const request = { packageVersion: '2.0' }

    expect(codes(plan(request, [found()], [one]))).toEqual([])
    expect(codes(plan(request, [found({ reference: 'ami-5' })], [one]))).toEqual(['VERSION_EXISTS'])
    expect(codes(plan({ ...request, force: true }, [found({ reference: 'ami-5' })], [one]))).toEqual([])
  })

  it('does not join a version that is retired', () => {
    const retired = stored({ stages: [{ state: 'disabled', from: '2026-01-01T00:00:00.000Z' }] })

    expect(codes(plan({}, [found()], [retired]))).toEqual(['VERSION_RETIRED'])
    expect(codes(plan({ bumpVersion: 'minor' }, [found()], [retired]))).toEqual([])
  })

  it.each<[string, Partial<ImageAddRequest>, FoundArtifact[], string[]]>([
    ['a text that nobody has', { images: ['golden', 'silver'] }, [found()], ['NO_MATCH']],
    ['a text for another architecture alone', { architecture: 'arm64' }, [found()], ['NOT_FOR_ARCHITECTURE']],
    ['several of a name in one place', {}, [found(), found({ reference: 'ami-2' })], ['SEVERAL_IMAGES']],
    [
      'two texts for one place',
      { images: ['golden', 'silver'] },
      [found(), found({ text: 'silver', reference: 'ami-2' })],
      ['SEVERAL_FOR_PLACE'],
    ],
    ['an image that is not ready', {}, [found({ state: 'pending' })], ['NOT_AVAILABLE']],
    [
      'systems that disagree',
      {},
      [found(), found({ region: 'eu-west-1', reference: 'ami-2', os: 'windows' })],
      ['OS_DISAGREES'],
    ],
    ['another system than is asked for', { os: 'windows' }, [found()], ['OS_MISMATCH']],
    [
      'architectures that disagree',
      {},
      [found(), found({ region: 'eu-west-1', reference: 'ami-2', architecture: 'arm64' })],
      ['ARCHITECTURE_DISAGREES'],
    ],
    ['a system that nobody knows', {}, [found({ os: undefined })], ['OS_UNKNOWN']],
    ['two version flags', { packageVersion: '1.0', bumpVersion: 'minor' }, [found()], ['VERSION_TWICE']],
    ['a version that is none', { packageVersion: '1..0' }, [found()], ['VERSION_INVALID']],
  ])('refuses %s', (_, request, images, expected) => {
    const { faults } = plan(request, images)

    expect(faults.map(({ code }) => code)).toEqual(expected)
    expect(faults.every(({ severity, message }) => severity === 'error' && message.length > 20)).toBe(true)
  })

  it('tells all faults at once', () => {
    const images = [found(), found({ reference: 'ami-2' }), found({ region: 'eu-west-1', os: 'windows' })]

    expect(codes(plan({ images: ['golden', 'x'], os: 'linux', packageVersion: '-' }, images))).toEqual([
      'NO_MATCH',
      'SEVERAL_IMAGES',
      'VERSION_INVALID',
      'OS_MISMATCH',
    ])
  })

  it('takes the newest that can be started from, where that is asked for', () => {
    const images = [
      found({ created: '2026-01-01T00:00:00.000Z' }),
      found({ reference: 'ami-2', created: '2026-02-01T00:00:00.000Z' }),
      found({ reference: 'ami-3', created: '2026-02-02T00:00:00.000Z', state: 'pending' }),
    ]

    const { image, faults } = plan({ newest: true }, images)

    expect(faults).toEqual([])
    expect(image.artifacts.map(({ reference }) => reference)).toEqual(['ami-2'])
  })

  it('takes what was found by id and by name once, as found by its id', () => {
    const images = [found(), found({ text: 'ami-1', matchedBy: 'id' })]

    expect(plan({ images: ['golden', 'ami-1'] }, images)).toMatchObject({
      faults: [],
      rows: [{ matchedBy: 'id', text: 'ami-1' }],
    })
  })

  it('says of the image what all artifacts that say it agree in', () => {
    const traits = { generation: 'V2', generalized: 'true', family: 'f' }
    const images = [
      found({ traits }),
      found({ region: 'eu-west-1', reference: 'ami-2', traits: { generation: 'V2', generalized: 'false' } }),
      found({ provider: 'gcp', account: 'p', region: undefined, reference: 'image-3' }),
    ]

    const { image } = plan({}, images)

    expect(image.traits).toEqual({ generation: 'V2' })
    expect(image.artifacts.find(({ reference }) => reference === 'ami-1')?.traits).toEqual(traits)
  })

  it('says nothing of the whole image that only some artifacts of a cloud say', () => {
    const images = [
      found({ traits: { generation: 'V2' } }),
      found({ region: 'eu-west-1', reference: 'ami-2', traits: {} }),
    ]

    expect(plan({}, images).image.traits).toEqual({})
  })

  it.each([
    ['OS_MISMATCH', { os: 'windows' as const }],
    ['ARCHITECTURE_MISMATCH', { architecture: 'arm64' as const }],
  ])('refuses with %s what differs from the version that it would join', (code, more) => {
    const other = found({ region: 'eu-west-1', reference: 'ami-2', ...more })

    expect(codes(plan({}, [other], [stored()]))).toContain(code)
  })

  it('hands the label of the latest version on to the next', () => {
    const next = plan({ bumpVersion: 'minor' }, [found({ reference: 'ami-2' })], [stored({ label: 'Base' })])

    expect(next.image).toMatchObject({ version: '1.1', label: 'Base' })
  })

  it.each([
    ['gone', undefined],
    ['deprecated', 'deprecated'],
  ] as const)('an artifact that is found again and was %s has drift %s', (kind, kept) => {
    const before = stored()
    const artifacts = before.artifacts.map((one) => ({
      ...one,
      drift: { kind, since: '2026-02-01T00:00:00.000Z', message: 'it was so' },
    }))

    expect(plan({}, [found()], [{ ...before, artifacts }]).image.artifacts[0]?.drift?.kind).toBe(kept)
  })

  it('keeps what CycleCloud keeps on a package', () => {
    const request = { jetpackVersion: '8.6.1', jetpackPlatform: 'windows', installJetpack: false }

    expect(plan(request, [found()]).image.attributes).toEqual({
      JetpackVersion: '"8.6.1"',
      JetpackPlatform: '"windows"',
      InstallJetpack: 'false',
    })
  })

  it('always makes an image that may be stored, and the same one twice is no change', () => {
    const place = fc.record({
      account: fc.constantFrom('a', 'b'),
      region: fc.constantFrom('r1', 'r2', 'R 2'),
      reference: fc.constantFrom('x', 'y', 'z'),
      matchedBy: fc.constantFrom('id' as const, 'name' as const),
    })
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 8 }), (places) => {
        const images = places.map((one) => found(one))
        const first = plan({ newest: true }, images)

        expect(first.faults).toEqual([])
        expect(validateImage(first.image)).toEqual([])
        expect(plan({ newest: true }, images, [first.image]).image).toEqual(first.image)
      }),
    )
  })
})
