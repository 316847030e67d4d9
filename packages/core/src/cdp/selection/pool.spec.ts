import { describe, expect, it } from 'vitest'
import { findDefaultImage } from './find-default-image.ts'
import { chooseConsumerImage } from './choose-consumer-image.ts'
import { contentWith, sampleEntry } from './sample-content.ts'

const at = new Date('2026-06-01T00:00:00Z')

/** 1,404 images of two runtimes; the versions block lists four of them. */
const many = Array.from({ length: 700 }, (_, number) => [
  sampleEntry({ id: `old-${number}`, runtime: '7.2.17', created: 1000 + number }),
  sampleEntry({ id: `new-${number}`, runtime: '7.2.18', created: 2000 + number, provider: 'gcp' }),
]).flat()
const listed = [
  sampleEntry({ id: 'l1', runtime: '7.2.17', created: 1 }),
  sampleEntry({ id: 'l2', runtime: '7.2.17', created: 2 }),
  sampleEntry({ id: 'l3', runtime: '7.2.18', created: 3 }),
  sampleEntry({ id: 'l4', runtime: '7.2.18', created: 4, provider: 'gcp' }),
]
const versions = { cloudbreak: [{ images: listed.map(({ id }) => id), defaults: ['l1'] }] }
const content = contentWith([...many, ...listed], versions)

function find(runtime: string, provider = 'aws') {
  return findDefaultImage(content, { provider, type: 'runtime', runtime, at })
}

describe('choosing from a large catalog', () => {
  it('judges what has the runtime, and tells of the nearest', () => {
    const answer = find('7.2.17')
    expect(answer.image?.id).toBe('l1')
    expect(answer.trace!.candidates).toHaveLength(250)
    expect(answer.trace!.looked).toBe(
      'the default image of runtime 7.2.17 for aws on x86_64 in catalog "cdp-default", among its 702 runtime images for aws of that runtime: what may be chosen, and the 500 newest of those that can only be named; 252 that came less near are not shown',
    )
    const unlisted = answer.trace!.candidates.find(({ code }) => code === 'NOT_LISTED')
    expect(unlisted?.image.id).toBe('old-699')
  })

  it('judges what has the nearest runtimes where none has it', () => {
    const answer = find('7.2.17.400')
    expect(answer.trace!.nearest).toMatchObject({ image: { id: 'l1' }, change: 'Ask for 7.2.17' })
    expect(answer.trace!.looked).toContain('of the nearest runtimes, which are 7.2.17 and 7.2.18')
  })

  it('judges what is listed where any runtime will do', () => {
    const answer = chooseConsumerImage(content, { type: 'datahub', provider: 'gcp', region: 'us-west-1', at })
    expect(answer.image?.id).toBe('l4')
  })

  it('finds nothing for a provider that there is not', () => {
    expect(find('7.2.17', 'yarn').trace!.candidates).toEqual([])
  })
})
