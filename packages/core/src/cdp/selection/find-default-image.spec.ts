import type { Answer, Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { findDefaultImage, type DefaultImageRequest } from './find-default-image.ts'
import { contentWith, customContent, sampleContent, sampleDerived, sampleEntry } from './sample-content.ts'

const at = new Date('2026-06-01T00:00:00Z')
const first = sampleEntry({ id: 'first', created: 1 })
const second = sampleEntry({ id: 'second', created: 2 })

function find(
  images: readonly Image[],
  request: Partial<DefaultImageRequest> = {},
  defaults: readonly string[] = [],
): Answer {
  const wanted = { provider: 'aws', type: 'runtime', runtime: '7.2.17', at, ...request } as const
  return findDefaultImage(sampleContent(images, defaults), wanted)
}

function verdicts({ trace }: Answer): string[][] {
  return trace!.candidates.map(({ image, verdict, code }) => [image.id, verdict, code])
}

describe('findDefaultImage() for a runtime', () => {
  it('takes the newest that fits, and says so', () => {
    const answer = find([first, second])
    expect(answer).toMatchObject({
      status: 'resolved',
      select: { attribute: 'runtime', value: '7.2.17', by: 'default' },
      location: { provider: 'aws' },
      image: { id: 'second', catalog: 'cdp-default' },
      warnings: [],
    })
    expect(answer.artifact).toBeUndefined()
    expect(verdicts(answer)).toEqual([
      ['second', 'chosen', 'CHOSEN'],
      ['first', 'passed-over', 'PASSED_OVER'],
    ])
    expect(answer.trace!.looked).toBe(
      'the default image of runtime 7.2.17 for aws on x86_64 in catalog "cdp-default", among all its 2 runtime images for aws',
    )
  })

  it('considers only defaults where one fits', () => {
    const answer = find([first, second], {}, ['first'])
    expect(answer.image?.id).toBe('first')
    expect(verdicts(answer)[1]).toEqual(['second', 'drop', 'NOT_DEFAULT'])
    expect(answer.trace!.nearest).toMatchObject({ code: 'NOT_DEFAULT', change: 'Name it by its id second' })
    expect(find([first, second], {}, ['of nobody']).image?.id).toBe('second')
  })

  it('takes the next default where the newest may not be used', () => {
    const stages = [{ state: 'revoked', from: '2026-01-01T00:00:00.000Z' }] as const
    const revoked = { ...sampleEntry({ id: 'revoked', created: 3 }), stages: [...stages] }
    const other = sampleEntry({ id: 'other', created: 1, entry: { os: 'centos7' } })
    const defaults = ['second', 'revoked', 'other']

    expect(find([second, revoked, other], {}, defaults).image?.id).toBe('second')
    expect(find([second, revoked, other], { at: new Date('2025-01-01') }, defaults).image?.id).toBe('revoked')
  })

  it('prefers redhat9 to newer images, and compares days where a moment is missing', () => {
    const redhat9 = sampleEntry({ id: 'redhat9', created: 0, entry: { os: 'RedHat9' } })
    expect(find([first, second, redhat9]).image?.id).toBe('redhat9')
    const day = sampleEntry({ id: 'day', created: null, entry: { date: '2023-11-15' } })
    expect(find([first, second, day]).image?.id).toBe('day')
    const before = sampleEntry({ id: 'before', created: null, entry: { date: '2023-11-13' } })
    expect(find([first, second, before]).image?.id).toBe('second')
  })

  it('decides by id in the end', () => {
    const images = ['c', 'a', 'b'].map((id) => sampleEntry({ id }))
    expect(find(images).image?.id).toBe('a')
  })

  const lifecycle = (state: 'preview' | 'disabled' | 'deprecated') => ({
    stages: [{ state, from: '2026-01-01T00:00:00.000Z', reason: 'so', replacement: 'better' }],
  })

  it.each<[string, Parameters<typeof sampleEntry>[0], string, string]>([
    [
      'withdrawn',
      { id: 'x', image: { withdrawn: '2026-01-01T00:00:00.000Z' } },
      'WITHDRAWN',
      'Use an image that the source still lists, or derive one from this one',
    ],
    [
      'disabled',
      { id: 'x', image: lifecycle('disabled') },
      'IMAGE_DISABLED',
      'Use "better" instead, or give it another lifecycle stage',
    ],
    [
      'in preview',
      { id: 'x', image: lifecycle('preview') },
      'IMAGE_PREVIEW',
      'Name it by its id x, or activate it',
    ],
    [
      'of an old system',
      { id: 'x', entry: { os: 'sles12' } },
      'OS_UNSUPPORTED',
      'Use an image of redhat6, redhat7, redhat8, redhat9, centos6 or centos7',
    ],
    ['of another runtime', { id: 'x', runtime: '7.2.18' }, 'RUNTIME_MISMATCH', 'Ask for 7.2.18'],
    ['of another repository', { id: 'x', repoid: 'CDH-7.2.16' }, 'RUNTIME_MISMATCH', 'Name it by its id x'],
    ['without a repository', { id: 'x', repoid: 'CDH' }, 'RUNTIME_MISMATCH', 'Name it by its id x'],
    ['without a runtime', { id: 'x', runtime: '' }, 'RUNTIME_MISMATCH', 'Name it by its id x'],
    ['for ARM', { id: 'x', entry: { architecture: 'arm64' } }, 'ARCHITECTURE_MISMATCH', 'Ask for arm64'],
  ])('drops an image that is %s', (_what, entry, code, change) => {
    const answer = find([sampleEntry(entry)])
    expect(verdicts(answer)).toEqual([['x', 'drop', code]])
    expect(answer.trace!.nearest).toMatchObject({ code, change })
    expect(answer.refusal).toEqual({
      code: 'NO_FITTING_IMAGE',
      message:
        "Could not find any image for platform 'aws ', runtime '7.2.17' in 'cdp-default' image catalog.",
      remedy: `${change}; "ingot image list --catalog cdp-default" shows what there is`,
    })
  })

  it('drops what the versions block does not list', () => {
    const versions = { cloudbreak: [{ images: ['first'], defaults: ['second'] }, { images: [7] }, null] }
    const request = { provider: 'aws', type: 'runtime', runtime: '7.2.17', at } as const
    const answer = findDefaultImage(contentWith([first, second], versions), request)

    expect(answer.image?.id).toBe('first')
    expect(verdicts(answer)[1]).toEqual(['second', 'drop', 'NOT_LISTED'])
    expect(answer.trace!.nearest?.change).toBe('Name it by its id second')
  })

  it('takes what is advertised where there is no versions block, all of a custom catalog', () => {
    const advertised = sampleEntry({ id: 'advertised', created: 1, entry: { advertised: true } })
    const request = { provider: 'aws', type: 'runtime', runtime: '7.2.17', at } as const

    expect(findDefaultImage(contentWith([advertised, second], undefined), request).image?.id).toBe(
      'advertised',
    )
    const derived = sampleDerived({ id: 'derived' })
    expect(findDefaultImage(customContent([derived]), request).image?.id).toBe('derived')
  })

  it.each([
    ['7.2.17.400', 'Ask for 7.2.17'],
    ['7.2', 'Ask for 7.2.18'],
    ['7.2.1', 'Ask for 7.2.17'],
    ['CDH-7.2.17', 'Ask for 7.2.18'],
    ['7', 'Ask for 7.2.18'],
  ])('finds none for %s, and says what to ask for', (runtime, change) => {
    const answer = find([first, second, sampleEntry({ id: 'next', runtime: '7.2.18' })], { runtime })
    expect(answer.status).toBe('unresolved')
    expect(answer.trace!.nearest?.change).toBe(change)
  })

  it('says what the nearest image would have been', () => {
    const { nearest } = find([first, second], { runtime: '7.2.17.400' }, ['first']).trace!
    expect(nearest).toMatchObject({
      image: { id: 'first' },
      message: 'Its runtime is 7.2.17, not 7.2.17.400',
    })
  })

  it('finds images for ARM, and counts an absent architecture as x86_64', () => {
    const arm = sampleEntry({ id: 'arm', created: 0, entry: { architecture: 'arm64' } })
    expect(find([first, arm], { architecture: 'arm64' }).image?.id).toBe('arm')
    expect(find([first, arm], { architecture: 'x86_64' }).image?.id).toBe('first')
    expect(find([first, arm]).image?.id).toBe('first')
  })

  it('takes a provider by any of its names, and says which there are', () => {
    expect(find([first], { provider: 'AWS' }).image?.id).toBe('first')
    const azure = sampleEntry({ id: 'azure', provider: 'azure' })
    const answer = find([first, azure], { provider: 'yarn' })
    expect(answer.trace!.candidates).toEqual([])
    expect(answer.refusal!.remedy).toContain('The catalog has images for aws and azure; ')
    expect(find([]).refusal!.remedy).toContain('The catalog has no images; ')
  })

  it('warns of what is deprecated', () => {
    const answer = find([{ ...first, ...lifecycle('deprecated') }])
    expect(answer.status).toBe('resolved')
    expect(answer.warnings).toEqual([
      {
        code: 'IMAGE_DEPRECATED',
        message:
          'first 1.0 of catalog "cdp-default" has been deprecated since 2026-01-01: so; use "better" instead',
      },
    ])
  })

  it.each([[undefined], [''], ['  ']])('wants a runtime, not %j', (runtime) => {
    expect(find([first], { runtime }).refusal).toMatchObject({
      code: 'INVALID_REQUEST',
      message: "Runtime is required in case of 'RUNTIME' image type",
    })
  })

  it('never looks at base images and FreeIPA', () => {
    const base = sampleEntry({ id: 'base', list: 'base-images', runtime: '7.2.17' })
    const freeipa = sampleEntry({ id: 'freeipa', list: 'freeipa-images', runtime: '7.2.17' })
    expect(find([base, freeipa]).trace!.candidates).toEqual([])
  })

  it('gives a remembered answer, but not across a stage, a layout or a request', () => {
    const stages: Image['stages'] = [{ state: 'disabled', from: '2026-07-01T00:00:00.000Z' }]
    const content = sampleContent([first, { ...second, stages }])
    const request = { provider: 'aws', type: 'runtime', runtime: '7.2.17', at } as const
    const answer = findDefaultImage(content, request)

    expect(findDefaultImage(content, { ...request, at: new Date('2026-06-30T23:59:59.999Z') })).toBe(answer)
    expect(findDefaultImage(content, { ...request, at: new Date('2026-07-01T00:00:00Z') }).image?.id).toBe(
      'first',
    )
    expect(findDefaultImage(content, { ...request, runtime: '7.2.18' }).status).toBe('unresolved')
    expect(findDefaultImage({ ...content, layout: { lists: {} } }, request).status).toBe('unresolved')
  })

  it('does not remember without end', () => {
    const content = sampleContent([first])
    const ask = (runtime: string) =>
      findDefaultImage(content, { provider: 'aws', type: 'runtime', runtime, at })
    const answer = ask('7.2.17')
    for (let number = 0; number < 120; number++) ask(`1.${number}`)
    expect(ask('7.2.17')).not.toBe(answer)
    expect(ask('7.2.17')).toEqual(answer)
  })
})

describe('findDefaultImage() for FreeIPA', () => {
  const ipa = (id: string, created: number | null, entry: Record<string, unknown> = {}) =>
    sampleEntry({ id, list: 'freeipa-images', created, entry })
  const ask = (images: readonly Image[], request: Partial<DefaultImageRequest> = {}) =>
    findDefaultImage(contentWith(images, { freeipa: [{ images: ['old'], defaults: [] }] }), {
      provider: 'aws',
      type: 'freeipa',
      at,
      ...request,
    })

  it('takes the newest, listed or not, whatever its system', () => {
    const answer = ask([ipa('old', 1, { os: 'redhat9' }), ipa('new', 2)])
    expect(answer.image?.id).toBe('new')
    expect(answer.select).toEqual({ attribute: 'type', value: 'freeipa', by: 'default' })
  })

  it('finds images that say no architecture where x86_64 is asked for', () => {
    const images = [ipa('old', 1), ipa('arm', 2, { architecture: 'arm64' })]
    expect(ask(images, { architecture: 'x86_64' }).image?.id).toBe('old')
    expect(ask(images).image?.id).toBe('old')
    expect(ask(images, { architecture: 'arm64' }).image?.id).toBe('arm')
  })

  it('compares days where a moment is missing', () => {
    expect(ask([ipa('old', 1), ipa('day', null, { date: '2024-01-01' })]).image?.id).toBe('day')
  })

  it('says that there is none', () => {
    expect(ask([ipa('old', 1)], { provider: 'gcp', architecture: 'arm64' }).refusal).toMatchObject({
      code: 'NO_FITTING_IMAGE',
      message:
        "Could not find any image with provider: 'gcp' and architecture: 'arm64' in catalog: 'cdp-default'",
    })
  })

  it('wants no runtime', () => {
    expect(ask([ipa('old', 1)], { runtime: '7.2.17' }).refusal).toMatchObject({
      code: 'INVALID_REQUEST',
      message: "Runtime is not supported in case of 'FREEIPA' image type",
    })
  })
})
