import type { Image, LifecycleState, ResolveRequest } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { arraySource } from '../image/array-source.ts'
import { sampleArtifact, sampleImage } from '../image/sample-image.ts'
import { directKind, resolveDirect } from './direct.ts'
import { resolve } from './resolve.ts'

const at = new Date('2026-06-01T00:00:00Z')
const urn = 'OpenLogic:CentOS-HPC:7.6:latest'
const resourceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/i'

function known(version: string, state: LifecycleState, given: Partial<Image> = {}): Image {
  return sampleImage({
    name: 'r',
    version,
    artifacts: [
      sampleArtifact({ name: 'aws/us-east-1', provider: 'aws', region: 'us-east-1', reference: 'ami-1' }),
    ],
    stages: [{ state, from: '2026-01-01T00:00:00.000Z' }],
    ...given,
  })
}

function ask(images: readonly Image[], request: ResolveRequest) {
  return resolve(arraySource(images, ['local']), request, at)
}

describe('directKind()', () => {
  it.each([
    [urn, 'urn'],
    ['a:b:c:d', 'urn'],
    ['a:b:c', undefined],
    ['a:b:c:d:e', undefined],
    ['a::c:d', undefined],
    ['a:b: c:d', undefined],
    ['a/b:c:d:e', undefined],
    [resourceId, 'resource-id'],
    [resourceId.toUpperCase(), 'resource-id'],
    ['/Subscriptions', undefined],
    ['cycle.image.centos7', undefined],
  ])('%s: %s', (name, kind) => {
    expect(directKind(name)).toBe(kind)
  })
})

describe('resolve() of references', () => {
  it.each<[ResolveRequest, string, string]>([
    [{ id: 'ami-9' }, 'ami-9', 'reference'],
    [{ id: resourceId }, resourceId, 'reference'],
    [{ id: '0b7d2d0c-0000-4000-8000-000000000000' }, '0b7d2d0c-0000-4000-8000-000000000000', 'reference'],
    [{ name: urn }, urn, 'urn'],
    [{ name: resourceId }, resourceId, 'resource-id'],
  ])('passes on %j, which nobody knows', (request, reference, by) => {
    const answer = ask([known('1.0', 'active')], request)

    expect(answer.status).toBe('direct')
    expect(answer.artifact).toEqual({ reference })
    expect(answer.image).toBeUndefined()
    expect(answer.select.by).toBe(by)
    expect(answer.warnings).toEqual([
      {
        code: 'REFERENCE_UNKNOWN',
        message: `No catalog knows the reference "${reference}"; it is passed on as it is`,
      },
    ])
    expect(answer.trace?.candidates).toEqual([])
  })

  it('takes a name that is spelled as a URN for a name first', () => {
    const image = sampleImage({ name: urn, artifacts: [sampleArtifact()] })

    const answer = ask([image], { name: urn.toLowerCase() })

    expect(answer.status).toBe('resolved')
    expect(answer.select.by).toBe('name')
  })

  it('tells which image a reference is known as, without case', () => {
    const answer = ask([known('1.0', 'active')], { id: 'AMI-1' })

    expect(answer.status).toBe('direct')
    expect(answer.image).toMatchObject({ name: 'r', version: '1.0' })
    expect(answer.artifact).toEqual({ name: 'aws/us-east-1', reference: 'AMI-1' })
    expect(answer.warnings).toEqual([])
    expect(answer.trace?.candidates.map((candidate) => candidate.verdict)).toEqual(['chosen'])
  })

  it.each<[LifecycleState, string[]]>([
    ['deprecated', ['IMAGE_DEPRECATED']],
    ['preview', ['IMAGE_PREVIEW']],
  ])('warns of a %s image', (state, codes) => {
    expect(ask([known('1.0', state)], { id: 'ami-1' }).warnings.map((warning) => warning.code)).toEqual(codes)
  })

  it.each<[LifecycleState, string]>([
    ['disabled', 'IMAGE_DISABLED'],
    ['revoked', 'IMAGE_REVOKED'],
  ])('refuses the reference of a %s image', (state, code) => {
    const answer = ask([known('1.0', state)], { id: 'ami-1' })

    expect(answer.status).toBe('unresolved')
    expect(answer.artifact).toBeUndefined()
    expect(answer.refusal?.code).toBe(code)
    expect(answer.refusal?.message).toContain(`it has been ${state} since 2026-01-01`)
    expect(answer.trace?.candidates.map((candidate) => candidate.verdict)).toEqual(['drop'])
  })

  it('takes the image that may be used, and warns of the revoked one with the same reference', () => {
    const answer = ask([known('2.0', 'revoked'), known('1.0', 'active')], { id: 'ami-1' })

    expect(answer.image?.version).toBe('1.0')
    expect(answer.warnings.map((warning) => warning.code)).toEqual(['IMAGE_REVOKED'])
  })

  it('knows images of catalogs that are not searched, after those that are', () => {
    const images = [known('9.0', 'active', { catalog: 'other' }), known('1.0', 'active')]

    expect(ask(images, { id: 'ami-1' }).image?.catalog).toBe('local')
    expect(ask(images.slice(0, 1), { id: 'ami-1' }).image?.catalog).toBe('other')
  })

  it.each<[ResolveRequest, string[]]>([
    [{ region: 'us-west-2' }, ['LOCATION_MISMATCH']],
    [{ provider: 'azure' }, ['LOCATION_MISMATCH']],
    [{ provider: 'ec2', region: 'US-EAST-1' }, []],
    [{ os: 'windows' }, ['OS_MISMATCH']],
    [{ architecture: 'arm64' }, ['ARCHITECTURE_MISMATCH']],
  ])('warns where what is known does not fit %j', (more, codes) => {
    const image = known('1.0', 'active', { os: 'linux', architecture: 'x86_64' })

    const answer = ask([image], { id: 'ami-1', ...more })

    expect(answer.status).toBe('direct')
    expect(answer.warnings.map((warning) => warning.code)).toEqual(codes)
  })
})

describe('resolveDirect()', () => {
  it('says how the reference was named, and leaves the trace out when asked to', () => {
    const request = { attribute: 'Azure.Publisher', reference: urn, by: 'marketplace', trace: false } as const

    const answer = resolveDirect(arraySource([], []), request, at)

    expect(answer.select).toEqual({ attribute: 'Azure.Publisher', value: urn, by: 'marketplace' })
    expect(answer.trace).toBeUndefined()
  })
})
