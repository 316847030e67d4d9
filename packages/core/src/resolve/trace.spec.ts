import type { Image, ResolveRequest } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { arraySource } from '../image/array-source.ts'
import { sampleArtifact, sampleImage } from '../image/sample-image.ts'
import { refusals } from './refusals.ts'
import { resolve } from './resolve.ts'
import { warnings } from './warnings.ts'

const images: Image[] = [
  sampleImage({
    version: '3.0',
    stages: [{ state: 'revoked', from: '2026-01-01T00:00:00.000Z', reason: 'leaked key' }],
  }),
  sampleImage({
    version: '2.0',
    os: 'linux',
    artifacts: [
      sampleArtifact({ name: 'here', region: 'eastus', account: 'prod' }),
      sampleArtifact({ name: 'wide', region: 'eastus' }),
      sampleArtifact({ name: 'far', region: 'westus' }),
      sampleArtifact({ name: 'other', provider: 'aws', region: 'eastus' }),
      sampleArtifact({ name: 'foreign', region: 'eastus', account: 'test' }),
      sampleArtifact({ name: 'arm', region: 'eastus', architecture: 'arm64' }),
    ],
  }),
  sampleImage({ version: '1.0', artifacts: [sampleArtifact()] }),
  sampleImage({ version: '0.9' }),
]

const request: ResolveRequest = {
  name: 'sample',
  provider: 'az',
  region: 'eastus',
  account: 'prod',
  architecture: 'x86_64',
  os: 'linux',
}

function trace(more: ResolveRequest = {}) {
  const source = arraySource(images, ['local'])
  return resolve(source, { ...request, ...more }, new Date('2026-06-01T00:00:00Z')).trace!
}

describe('the trace of a resolution', () => {
  it('says what was looked for, where and in which order', () => {
    expect(trace({ version: '2.x' })).toMatchObject({
      looked: 'image "sample" version 2.x in azure/eastus (account prod) on x86_64, for linux',
      catalogs: ['local'],
      order: 'by catalog as searched, then by version with the newest first, then by id',
    })
  })

  it('has a verdict on every candidate', () => {
    expect(
      trace().candidates.map(({ image, state, verdict, code }) => [image.version, state, verdict, code]),
    ).toEqual([
      ['3.0', 'revoked', 'drop', 'IMAGE_REVOKED'],
      ['2.0', 'active', 'chosen', 'CHOSEN'],
      ['1.0', 'active', 'passed-over', 'PASSED_OVER'],
      ['0.9', 'active', 'drop', 'NO_ARTIFACT_HERE'],
    ])
  })

  it('does not call the chosen version the newest with an artifact where a newer one is held back', () => {
    const held = sampleImage({ version: '4.0', artifacts: [sampleArtifact()], excludeFromLatest: true })
    const chosen = sampleImage({ version: '1.0', artifacts: [sampleArtifact()] })
    const candidates = (versions: Image[]) =>
      resolve(arraySource(versions, ['local']), { name: 'sample' }, new Date('2026-06-01T00:00:00Z')).trace!
        .candidates

    expect(candidates([held, chosen])[1]!.message).toBe(
      'The newest version in catalog "local" that may be taken and has an artifact here',
    )
    expect(candidates([chosen])[0]!.message).toBe(
      'The newest version in catalog "local" with an artifact here',
    )
  })

  it('has every check up to the first drop, with what it was made on', () => {
    const [revoked, chosen] = trace().candidates

    expect(revoked!.checks.map((check) => [check.rule, check.verdict])).toEqual([
      ['version', 'keep'],
      ['latest', 'keep'],
      ['lifecycle', 'drop'],
    ])
    expect(revoked!.checks.at(-1)).toEqual({
      rule: 'lifecycle',
      verdict: 'drop',
      code: 'IMAGE_REVOKED',
      message: 'It has been revoked since 2026-01-01: leaked key',
      evidence: { state: 'revoked', from: '2026-01-01T00:00:00.000Z', reason: 'leaked key' },
    })
    expect(chosen!.checks.map((check) => check.rule)).toEqual([
      'version',
      'latest',
      'lifecycle',
      'os',
      'architecture',
      'artifact',
    ])
  })

  it('has a verdict on every artifact of a candidate that came so far', () => {
    const [revoked, chosen, older] = trace().candidates

    expect(revoked!.artifacts).toEqual([])
    expect(chosen!.artifacts.map(({ name, verdict, code }) => [name, verdict, code])).toEqual([
      ['arm', 'drop', 'ARCHITECTURE_MISMATCH'],
      ['far', 'drop', 'REGION_MISMATCH'],
      ['foreign', 'drop', 'ACCOUNT_MISMATCH'],
      ['here', 'chosen', 'CHOSEN'],
      ['other', 'drop', 'PROVIDER_MISMATCH'],
      ['wide', 'passed-over', 'LESS_SPECIFIC'],
    ])
    expect(older!.artifacts.map(({ verdict, code }) => [verdict, code])).toEqual([
      ['passed-over', 'BEST_FIT'],
    ])
  })

  it('names the nearest miss of an answer: the first that would have been it', () => {
    expect(trace().nearest).toMatchObject({ image: { version: '3.0' }, code: 'IMAGE_REVOKED' })
    expect(trace({ version: '2.0' }).nearest).toMatchObject({
      image: { version: '3.0' },
      change:
        'Ask for version 3.0; then give it another lifecycle stage; ' +
        'then add an artifact for azure/eastus (account prod) for x86_64',
    })
  })

  it.each<[ResolveRequest, string, string, string]>([
    [
      { region: 'westus', account: 'x', version: '0.9' },
      '0.9',
      'NO_ARTIFACT_HERE',
      'Add an artifact for azure/westus (account x) for x86_64',
    ],
    [{ os: 'windows', version: '2.0' }, '2.0', 'OS_MISMATCH', 'Ask for linux'],
    [{ version: '3.0' }, '2.0', 'VERSION_MISMATCH', 'Ask for version 2.0'],
    [{ version: '7' }, '2.0', 'VERSION_MISMATCH', 'Ask for version 2.0'],
  ])('names the nearest miss of the refusal of %j', (more, version, code, change) => {
    expect(trace(more).nearest).toMatchObject({ image: { version }, code, change })
  })

  it('is left out when asked to', () => {
    const source = arraySource(images, ['local'])

    expect('trace' in resolve(source, { ...request, trace: false }, new Date(0))).toBe(false)
  })
})

describe('the tables of refusals and warnings', () => {
  it.each(Object.entries(refusals))('%s says what and what to do', (code, { message, remedy }) => {
    expect(code).toMatch(/^[A-Z_]+$/)
    expect(message).not.toMatch(/\.$/)
    expect(remedy).not.toMatch(/\.$/)
    expect(remedy).not.toBe('')
  })

  it.each(Object.entries(warnings))('%s says what', (code, message) => {
    expect(code).toMatch(/^[A-Z_]+$/)
    expect(message).toMatch(/[^.]$/)
  })

  it('leaves no place of a template unfilled', () => {
    const source = arraySource(images, ['local'])
    const texts = ['0.9', '2.0', '3.0', '7', '1.x.x', undefined]
      .flatMap((version): ResolveRequest[] => [
        { ...request, version },
        { ...request, version, os: 'windows' },
      ])
      .map((asked) => JSON.stringify(resolve(source, asked, new Date('2026-06-01T00:00:00Z'))))

    for (const text of texts) expect(text).not.toMatch(/"[^"]*\{[a-z]+\}/)
  })
})
