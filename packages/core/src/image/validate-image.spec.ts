import type { Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { sampleArtifact, sampleImage } from './sample-image.ts'
import { validateImage } from './validate-image.ts'

describe('validateImage()', () => {
  it('finds nothing wrong with a sound image', () => {
    const image = sampleImage({
      architecture: 'x86_64',
      artifacts: [
        sampleArtifact({ name: 'east', region: 'eastus', architecture: 'x86_64' }),
        sampleArtifact({ name: 'west', region: 'westus' }),
        sampleArtifact({ name: 'any' }),
      ],
      stages: [
        { state: 'preview', from: '2026-01-01T00:00:00.000Z' },
        { state: 'active', from: '2026-02-01T00:00:00.000Z' },
      ],
    })

    expect(validateImage(image)).toEqual([])
  })

  it.each<[string, Partial<Image>, string[], string]>([
    ['no name', { name: ' ' }, ['NAME_EMPTY', 'NAME_SPACES'], '/name'],
    ['spaces around a name', { name: 'a ' }, ['NAME_SPACES'], '/name'],
    ['a blank label', { label: '' }, ['LABEL_EMPTY'], '/label'],
    ['no version', { version: '' }, ['VERSION_INVALID'], '/version'],
    ['a bad version', { version: '1..2' }, ['VERSION_INVALID'], '/version'],
    ['a wildcard for a version', { version: '1.x' }, ['VERSION_INVALID'], '/version'],
    ['spaces around a version', { version: '1.2 ' }, ['VERSION_SPACES'], '/version'],
    ['a stage at no time', { stages: [{ state: 'active', from: 'soon' }] }, ['STAGE_TIME'], '/stages/0/from'],
    [
      'stages out of order',
      {
        stages: [
          { state: 'deprecated', from: '2026-02-01T00:00:00.000Z' },
          { state: 'active', from: '2026-01-01T00:00:00.000Z' },
        ],
      },
      ['STAGES_OUT_OF_ORDER'],
      '/stages/1/from',
    ],
    [
      'an artifact without name',
      { artifacts: [sampleArtifact({ name: '' })] },
      ['ARTIFACT_NAME_EMPTY'],
      '/artifacts/0/name',
    ],
    [
      'an artifact without provider',
      { artifacts: [sampleArtifact({ provider: '' })] },
      ['ARTIFACT_PROVIDER_EMPTY'],
      '/artifacts/0/provider',
    ],
    [
      'an artifact without reference',
      { artifacts: [sampleArtifact({ reference: ' ' })] },
      ['ARTIFACT_REFERENCE_EMPTY'],
      '/artifacts/0/reference',
    ],
    [
      'two artifacts of one name',
      { artifacts: [sampleArtifact({ name: 'a', region: 'x' }), sampleArtifact({ name: 'A', region: 'y' })] },
      ['ARTIFACT_DUPLICATE'],
      '/artifacts/1/name',
    ],
    [
      'an artifact of another architecture',
      { architecture: 'arm64', artifacts: [sampleArtifact({ architecture: 'x86_64' })] },
      ['ARTIFACT_ARCHITECTURE'],
      '/artifacts/0/architecture',
    ],
  ])('finds %s', (_, given, codes, path) => {
    const faults = validateImage(sampleImage(given))

    expect(faults.map((fault) => fault.code)).toEqual(codes)
    expect(faults.every((fault) => fault.severity === 'error' && fault.path === path)).toBe(true)
  })

  it('warns of artifacts that no request can tell apart', () => {
    const artifacts = [
      sampleArtifact({ name: 'a', provider: 'az', region: 'EastUS' }),
      sampleArtifact({ name: 'b', provider: 'azure', region: 'eastus' }),
    ]

    expect(validateImage(sampleImage({ artifacts }))).toEqual([
      {
        severity: 'warning',
        code: 'ARTIFACTS_AMBIGUOUS',
        message:
          'The artifacts "a" and "b" are both for azure/eastus; nothing can decide between them there, so a resolution will be refused',
        path: '/artifacts/1',
      },
    ])
  })

  it('reports all faults at once', () => {
    const image = sampleImage({
      name: '',
      version: 'x',
      artifacts: [sampleArtifact({ name: '', provider: '', reference: '' })],
    })

    expect(validateImage(image).map((fault) => fault.code)).toEqual([
      'NAME_EMPTY',
      'VERSION_INVALID',
      'ARTIFACT_NAME_EMPTY',
      'ARTIFACT_PROVIDER_EMPTY',
      'ARTIFACT_REFERENCE_EMPTY',
    ])
  })
})
