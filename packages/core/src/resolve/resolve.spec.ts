import type { Artifact, Image, ResolveRequest, Stage } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { arraySource } from '../image/array-source.ts'
import { imageId } from '../image/image-id.ts'
import { sampleArtifact, sampleImage } from '../image/sample-image.ts'
import { resolve } from './resolve.ts'

const at = new Date('2026-06-01T00:00:00Z')
const catalogs = ['local', 'default']

/** The images that most cases choose from: four versions of `r`, each with an artifact in each region it names. */
function versions(regions: Record<string, string[]>, given: Partial<Image> = {}): Image[] {
  return Object.entries(regions).map(([version, names]) =>
    sampleImage({ name: 'r', label: 'R', version, artifacts: names.map(inRegion), ...given }),
  )
}

function inRegion(region: string): Artifact {
  return sampleArtifact({ name: `az/${region}`, region, reference: `ref-${region}` })
}

const everywhere = versions({
  '1.2': ['eastus', 'westus'],
  '1.10': ['eastus', 'westus'],
  '2.0': ['eastus', 'westus'],
  '1.2.3': ['eastus', 'westus'],
})
const gappy = versions({ '1.0': ['eastus', 'westus'], '1.1': ['eastus'], '2.0': [] })

function ask(images: readonly Image[], request: ResolveRequest, order = catalogs) {
  return resolve(arraySource(images, order), request, at)
}

function stage(state: Stage['state'], from = '2026-01-01T00:00:00.000Z', more: Partial<Stage> = {}): Stage {
  return { state, from, ...more }
}

const eastus: ResolveRequest = { name: 'r', provider: 'azure', region: 'eastus' }

describe('resolve() by version', () => {
  it.each([
    [undefined, '2.0'],
    ['', '2.0'],
    ['latest', '2.0'],
    ['x', '2.0'],
    ['1.x', '1.10'],
    ['1.*', '1.10'],
    ['1.2.x', '1.2.3'],
    ['1.2', '1.2'],
    [' 1.2 ', '1.2'],
    ['1.02', '1.2'],
    ['2.0', '2.0'],
  ])('%j chooses %s', (version, chosen) => {
    const answer = ask(everywhere, { ...eastus, version })

    expect(answer.status).toBe('resolved')
    expect(answer.image).toEqual({
      id: imageId('local', 'r', chosen),
      name: 'r',
      version: chosen,
      catalog: 'local',
    })
    expect(answer.artifact).toEqual({ name: 'az/eastus', reference: 'ref-eastus' })
    expect(answer.warnings).toEqual([])
  })

  it('takes the spelling that was asked for, and an equal number only where there is none', () => {
    const images = versions({ '1.2': ['eastus'], '1.02': ['eastus'] })

    expect(ask(images, { ...eastus, version: '1.02' }).image?.version).toBe('1.02')
    expect(ask(images, { ...eastus, version: '1.2' }).image?.version).toBe('1.2')
    expect(ask(images, { ...eastus, version: '1.002' }).status).toBe('resolved')
  })

  it('says which versions there are when none matches', () => {
    const answer = ask(everywhere, { ...eastus, version: '3.x' })

    expect(answer.refusal).toEqual({
      code: 'VERSION_NOT_FOUND',
      message: 'No version of image "r" matches "3.x"; there are 2.0, 1.10, 1.2.3 and 1.2',
      remedy: 'Ask for one of these versions, or leave the version out to get the newest',
    })
  })

  it('refuses what is no version', () => {
    const { refusal, trace } = ask(everywhere, { ...eastus, version: '1.x.3' })

    expect(refusal?.code).toBe('INVALID_VERSION')
    expect(refusal?.message).toContain('"1.x.3" has one before it')
    expect(trace?.candidates).toEqual([])
  })
})

describe('resolve() by name, label and id', () => {
  it.each<ResolveRequest>([{ name: 'R' }, { name: ' r ' }, { label: 'r' }, { label: 'R' }])(
    'finds %j',
    (by) => {
      expect(ask(everywhere, { provider: 'az', region: 'EastUS', ...by }).image?.version).toBe('2.0')
    },
  )

  it('says how the image was named', () => {
    expect(ask(everywhere, { ...eastus, version: '1.x' }).select).toEqual({
      attribute: 'name',
      value: 'r',
      by: 'name',
      version: '1.x',
    })
    expect(ask(everywhere, { label: 'R', region: 'eastus' }).select.by).toBe('label')
  })

  it('repeats the location with the one name of the provider', () => {
    expect(ask(everywhere, { name: 'r', provider: 'AZ', region: 'EastUS' }).location).toEqual({
      provider: 'azure',
      region: 'EastUS',
    })
  })

  it('finds an image by its id, even in a catalog that is not searched', () => {
    const id = imageId('local', 'r', '1.2')

    const answer = ask(everywhere, { id: id.toUpperCase(), region: 'eastus' }, ['default'])

    expect(answer.status).toBe('resolved')
    expect(answer.image?.version).toBe('1.2')
    expect(answer.select.by).toBe('id')
  })

  it('holds an image that is named by its id against the version that is asked for', () => {
    const answer = ask(everywhere, { id: imageId('local', 'r', '1.2'), version: '2.x', region: 'eastus' })

    expect(answer.refusal?.code).toBe('VERSION_NOT_FOUND')
  })

  it.each<[ResolveRequest, string]>([
    [{}, 'but got none'],
    [{ name: 'r', label: 'R' }, 'but got name and label'],
    [{ name: 'r', id: 'i' }, 'but got name and id'],
    [{ name: 'r', label: 'R', id: 'i' }, 'but got name, label and id'],
  ])('refuses %j', (request, text) => {
    const { status, refusal } = ask(everywhere, request)

    expect(status).toBe('unresolved')
    expect(refusal?.code).toBe('SELECTION_INVALID')
    expect(refusal?.message).toContain(text)
  })

  it.each<[ResolveRequest, string, string]>([
    [{ name: 'nothing' }, 'NAME_NOT_FOUND', 'No image is named "nothing" in catalogs "local" or "default"'],
    [
      { label: 'nothing' },
      'LABEL_NOT_FOUND',
      'No image has the label "nothing" in catalogs "local" or "default"',
    ],
  ])('refuses the unknown %j', (request, code, message) => {
    expect(ask(everywhere, request).refusal).toMatchObject({ code, message })
  })

  it.each<[ResolveRequest, string]>([
    [{ name: 'r_executee' }, '; did you mean "r_execute"?'],
    [{ name: 'ubuntu22' }, '; did you mean "cycle.image.ubuntu22"?'],
    [{ name: 'My Label' }, '; it is a label'],
    [{ label: 'r_execute' }, '; it is a name'],
    [{ name: 'elsewhere' }, '; there is one in "other", which is not searched'],
  ])('helps who asked for %j', (request, hint) => {
    const images = [
      sampleImage({ name: 'r_execute', label: 'My Label' }),
      sampleImage({ name: 'cycle.image.ubuntu22' }),
      sampleImage({ name: 'elsewhere', catalog: 'other' }),
    ]

    expect(ask(images, request).refusal?.message.endsWith(hint)).toBe(true)
  })

  it('refuses a label of several images, and names them', () => {
    const images = [
      sampleImage({ name: 'b', label: 'Same', artifacts: [sampleArtifact()] }),
      sampleImage({ name: 'a', label: 'SAME', artifacts: [sampleArtifact()] }),
    ]

    const { refusal, trace } = ask(images, { label: 'same' })

    expect(refusal).toMatchObject({
      code: 'AMBIGUOUS_LABEL',
      message: 'The label "same" is that of several images: "a" and "b"',
    })
    expect(trace?.candidates.map((candidate) => candidate.code)).toEqual([
      'AMBIGUOUS_LABEL',
      'AMBIGUOUS_LABEL',
    ])
  })

  it('takes versions of one name for one image, however many share the label', () => {
    expect(ask(everywhere, { label: 'r', region: 'eastus' }).image?.version).toBe('2.0')
  })
})

describe('resolve() where the newest has no artifact', () => {
  it('falls back to the newest that has one and says what was skipped', () => {
    const answer = ask(gappy, { ...eastus, region: 'westus' })

    expect(answer.image?.version).toBe('1.0')
    expect(answer.warnings).toEqual([
      {
        code: 'SKIPPED_NEWER',
        message:
          'r 1.0 of catalog "local" was taken because what comes before it has no artifact in azure/westus: ' +
          'r 2.0 of catalog "local" (has none at all) and r 1.1 of catalog "local" (has some in azure/eastus)',
      },
    ])
  })

  it('refuses to when it is strict', () => {
    const { status, refusal, artifact, trace } = ask(gappy, { ...eastus, strict: true })

    expect(status).toBe('unresolved')
    expect(artifact).toBeUndefined()
    expect(refusal?.code).toBe('STRICT_NEWER_SKIPPED')
    expect(refusal?.message).toContain('r 2.0 of catalog "local" (has none at all)')
    expect(trace?.nearest).toMatchObject({ code: 'STRICT_NEWER_SKIPPED', image: { version: '1.1' } })
  })

  it.each([{ version: '1.1' }, { version: '1.x' }])('is content with %j though it is strict', (more) => {
    expect(ask(gappy, { ...eastus, ...more, strict: true }).status).toBe('resolved')
  })

  it('refuses when no version has one, and says where there are some', () => {
    const { refusal, trace } = ask(gappy, { ...eastus, region: 'northeurope' })

    expect(refusal).toEqual({
      code: 'NO_ARTIFACT',
      message:
        'No version of image "r" has an artifact in azure/northeurope; artifacts exist in azure/eastus and azure/westus',
      remedy: 'Add an artifact for that place, or start where there is one',
    })
    expect(trace?.nearest).toEqual({
      image: { id: imageId('local', 'r', '2.0'), name: 'r', version: '2.0', catalog: 'local' },
      code: 'NO_ARTIFACT_HERE',
      message: 'It has no artifact in azure/northeurope; it has none at all',
      change: 'Add an artifact for azure/northeurope',
    })
  })

  it('speaks of the versions that were asked for alone', () => {
    const { refusal } = ask(gappy, { ...eastus, region: 'westus', version: '1.1' })

    expect(refusal?.message).toBe(
      'No version of image "r" that matches "1.1" has an artifact in azure/westus; artifacts exist in azure/eastus',
    )
  })

  it('says which versions something else keeps out, for they may have one', () => {
    const images = [
      sampleImage({ name: 'r', version: '2.0', artifacts: [sampleArtifact({ region: 'westus' })] }),
      sampleImage({
        name: 'r',
        version: '1.0',
        artifacts: [sampleArtifact({ region: 'eastus' })],
        stages: [stage('revoked', undefined, { reason: 'leaked key' })],
      }),
    ]

    expect(ask(images, eastus).refusal?.message).toBe(
      'No version of image "r" has an artifact in azure/eastus; artifacts exist in azure/westus; ' +
        'left out: r 1.0 of catalog "local" (it has been revoked since 2026-01-01: leaked key)',
    )
  })

  it('names the replacement of an image that has no artifact anywhere', () => {
    const stages = [stage('deprecated', undefined, { replacement: 'other' })]
    const { refusal } = ask([sampleImage({ name: 'r', stages })], eastus)

    expect(refusal?.remedy).toBe(
      'Use "other" instead. Add a version of it that has an artifact for that place to a catalog of your own',
    )
  })

  it('says so when an image is known without any artifact', () => {
    const { refusal } = ask([sampleImage({ name: 'r' })], eastus)

    expect(refusal?.message).toBe(
      'No version of image "r" has an artifact in azure/eastus; the image is known, but no artifact of it is',
    )
  })
})

describe('resolve() among artifacts', () => {
  const side = { account: 'prod', region: 'eastus' }
  const all = [
    sampleArtifact({ name: 'both', ...side }),
    sampleArtifact({ name: 'region', region: 'eastus' }),
    sampleArtifact({ name: 'account', account: 'prod' }),
    sampleArtifact({ name: 'neither' }),
    sampleArtifact({ name: 'elsewhere', region: 'westus' }),
    sampleArtifact({ name: 'aws', provider: 'aws', region: 'eastus' }),
  ]

  it.each([
    ['both', all],
    ['region', all.slice(1)],
    ['account', all.slice(2)],
    ['neither', all.slice(3)],
  ])('chooses the most specific: %s', (name, artifacts) => {
    const request = { name: 'r', provider: 'azure', ...side }

    expect(ask([sampleImage({ name: 'r', artifacts })], request).artifact?.name).toBe(name)
    expect(ask([sampleImage({ name: 'r', artifacts: artifacts.toReversed() })], request).artifact?.name).toBe(
      name,
    )
  })

  it.each<[string, ResolveRequest, string]>([
    ['an open request', { name: 'r' }, 'Say more about the place with --provider, --region or --account'],
    [
      'an open region',
      { name: 'r', provider: 'azure' },
      'Say more about the place with --region or --account',
    ],
  ])('refuses %s that leaves several', (_, request, remedy) => {
    const artifacts = [
      sampleArtifact({ name: 'a', region: 'eastus', account: 'prod' }),
      sampleArtifact({ name: 'b', region: 'westus', account: 'test' }),
      ...(request.provider === undefined
        ? [sampleArtifact({ name: 'c', provider: 'aws', region: 'us-east-1', account: 'cloud' })]
        : []),
    ]

    const { refusal, trace } = ask([sampleImage({ name: 'r', artifacts })], request)

    expect(refusal?.code).toBe('AMBIGUOUS_ARTIFACT')
    expect(refusal?.message).toContain('"a"')
    expect(refusal?.remedy).toBe(remedy)
    expect(trace?.nearest).toMatchObject({ code: 'AMBIGUOUS_ARTIFACT', change: remedy })
  })

  it('refuses two for the very same place, and says that one has to go', () => {
    const artifacts = [
      sampleArtifact({ name: 'a', region: 'eastus' }),
      sampleArtifact({ name: 'b', region: 'EASTUS' }),
    ]

    expect(ask([sampleImage({ name: 'r', artifacts })], eastus).refusal).toEqual({
      code: 'AMBIGUOUS_ARTIFACT',
      message: 'Several artifacts of r 1.0 of catalog "local" fit azure/eastus equally well: "a" and "b"',
      remedy: 'Remove all but one of the artifacts "a" and "b": they are for the same place',
    })
  })

  it('does not pass over a tie to an older version', () => {
    const tie = ['a', 'b'].map((name) => sampleArtifact({ name, region: 'eastus' }))
    const images = [
      sampleImage({ name: 'r', version: '2.0', artifacts: tie }),
      sampleImage({ name: 'r', version: '1.0', artifacts: [inRegion('eastus')] }),
    ]

    expect(ask(images, eastus).refusal?.code).toBe('AMBIGUOUS_ARTIFACT')
  })

  it('assumes the only region there is when none is said', () => {
    const image = sampleImage({ name: 'r', artifacts: [inRegion('eastus')] })

    expect(ask([image], { name: 'r' }).artifact?.reference).toBe('ref-eastus')
  })

  it('tells artifacts apart by architecture', () => {
    const artifacts = (['x86_64', 'arm64'] as const).map((architecture) =>
      sampleArtifact({ name: architecture, region: 'eastus', architecture }),
    )
    const image = sampleImage({ name: 'r', artifacts })

    expect(ask([image], { ...eastus, architecture: 'arm64' }).artifact?.name).toBe('arm64')
    expect(ask([image], eastus).refusal?.remedy).toBe('Say more about the place with --architecture')
  })

  it('carries the digest', () => {
    const image = sampleImage({ name: 'r', artifacts: [sampleArtifact({ digest: 'sha256:1' })] })

    expect(ask([image], { name: 'r' }).artifact).toEqual({
      name: 'azure/any',
      reference: 'image-of-azure/any',
      digest: 'sha256:1',
    })
  })
})

describe('resolve() and rules about images', () => {
  const older = sampleImage({ name: 'r', version: '1.0', artifacts: [inRegion('eastus')] })
  const newer = sampleImage({ name: 'r', version: '2.0', artifacts: [inRegion('eastus')] })

  it.each<[string, Partial<Image>, ResolveRequest, string]>([
    ['disabled', { stages: [stage('disabled')] }, eastus, 'IMAGE_DISABLED'],
    ['revoked', { stages: [stage('revoked')] }, eastus, 'IMAGE_REVOKED'],
    ['in preview', { stages: [stage('preview')] }, eastus, 'IMAGE_PREVIEW'],
    ['excluded from latest', { excludeFromLatest: true }, eastus, 'EXCLUDED_FROM_LATEST'],
    ['for windows', { os: 'windows' }, { ...eastus, os: 'linux' }, 'OS_MISMATCH'],
    ['for arm64', { architecture: 'arm64' }, { ...eastus, architecture: 'x86_64' }, 'ARCHITECTURE_MISMATCH'],
  ])('passes over what is %s, and refuses when nothing else is left', (_, given, request, code) => {
    const dropped = { ...newer, ...given }

    const answer = ask([older, dropped], request)
    const alone = ask([dropped], request)

    expect(answer.image?.version).toBe('1.0')
    expect(answer.warnings).toEqual([])
    expect(answer.trace?.nearest).toMatchObject({ image: { version: '2.0' }, code })
    expect(alone.refusal?.code).toBe(code)
    expect(alone.refusal?.message).toContain('r 2.0 of catalog "local"')
    expect(alone.trace?.nearest?.change).not.toBe('')
  })

  it.each<[string, Partial<Image>, ResolveRequest, string[]]>([
    ['deprecated', { stages: [stage('deprecated')] }, {}, ['IMAGE_DEPRECATED']],
    ['a preview, by literal version', { stages: [stage('preview')] }, { version: '2.0' }, ['IMAGE_PREVIEW']],
    ['excluded from latest, by literal version', { excludeFromLatest: true }, { version: '2.0' }, []],
    ['not yet deprecated', { stages: [stage('deprecated', '2026-06-01T00:00:00.001Z')] }, {}, []],
    ['active again', { stages: [stage('disabled'), stage('active', '2026-05-01T00:00:00Z')] }, {}, []],
    ['of no said system', {}, { os: 'linux', architecture: 'arm64' }, []],
    ['for the right system', { os: 'linux' }, { os: 'linux' }, []],
  ])('takes what is %s', (_, given, more, warned) => {
    const answer = ask([older, { ...newer, ...given }], { ...eastus, ...more })

    expect(answer.image?.version).toBe('2.0')
    expect(answer.warnings.map((warning) => warning.code)).toEqual(warned)
  })

  it.each(['disabled', 'revoked'] as const)('never resolves what is %s, by version or by id', (state) => {
    const image = { ...newer, stages: [stage(state)] }

    expect(ask([image], { ...eastus, version: '2.0' }).status).toBe('unresolved')
    expect(ask([image], { id: image.id, region: 'eastus' }).refusal?.code).toBe(
      `IMAGE_${state.toUpperCase()}`,
    )
  })

  it('takes a preview by its id, with a warning', () => {
    const image = { ...newer, stages: [stage('preview')] }

    expect(ask([image], { id: image.id }).warnings.map((warning) => warning.code)).toEqual(['IMAGE_PREVIEW'])
  })

  it('does not take a wildcard for a literal version', () => {
    const image = { ...newer, excludeFromLatest: true }

    expect(ask([image], { ...eastus, version: '2.x' }).refusal?.code).toBe('EXCLUDED_FROM_LATEST')
  })

  it('tells since when, why and what to use instead', () => {
    const more = { reason: 'end of life', replacement: 'r@3.0' }
    const image = { ...newer, stages: [stage('deprecated', '2026-01-01T00:00:00.000Z', more)] }

    expect(ask([image], eastus).warnings).toEqual([
      {
        code: 'IMAGE_DEPRECATED',
        message:
          'r 2.0 of catalog "local" has been deprecated since 2026-01-01: end of life; use "r@3.0" instead',
      },
    ])
  })
})
