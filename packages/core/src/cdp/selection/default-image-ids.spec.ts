import { describe, expect, it } from 'vitest'
import { defaultImageIds } from './default-image-ids.ts'
import { contentWith, customContent, sampleContent, sampleDerived, sampleEntry } from './sample-content.ts'

const old = sampleEntry({ id: 'old', created: 1 })
const young = sampleEntry({ id: 'young', created: 2 })

describe('defaultImageIds()', () => {
  it('takes the newest of each provider, system, runtime and architecture among the named ones', () => {
    const others = [
      sampleEntry({ id: 'azure', created: 1, provider: 'azure' }),
      sampleEntry({ id: 'redhat9', created: 1, entry: { os: 'redhat9' } }),
      sampleEntry({ id: 'runtime', created: 1, runtime: '7.2.18' }),
      sampleEntry({ id: 'arm', created: 1, entry: { architecture: 'arm64' } }),
      sampleEntry({ id: 'said', created: 0, entry: { architecture: 'x86_64' } }),
      sampleEntry({ id: 'unnamed', created: 9 }),
      sampleEntry({ id: 'base', created: 1, list: 'base-images' }),
    ]
    const defaults = ['old', 'young', 'azure', 'redhat9', 'runtime', 'arm', 'said', 'base', 'of nobody']
    const ids = defaultImageIds(sampleContent([old, young, ...others], defaults))

    expect([...ids].toSorted()).toEqual(['arm', 'azure', 'base', 'redhat9', 'runtime', 'young'])
  })

  it('names an image of several providers as soon as it is the newest of one', () => {
    const artifacts = [...old.artifacts, ...sampleEntry({ id: 'a', provider: 'azure' }).artifacts]
    const both = { ...old, id: 'both', artifacts }

    expect([...defaultImageIds(sampleContent([both, young], ['both', 'young']))].toSorted()).toEqual([
      'both',
      'young',
    ])
  })

  it('compares days where one of a group does not say its moment', () => {
    const day = sampleEntry({ id: 'day', created: null, entry: { date: '2024-01-01' } })
    expect([...defaultImageIds(sampleContent([old, young, day], ['old', 'young', 'day']))]).toEqual(['day'])
  })

  it('takes the newest advertised ones of supported systems where there is no versions block', () => {
    const advertised = { advertised: true }
    const images = [
      { ...old, id: 'plain' },
      sampleEntry({ id: 'first', created: 1, entry: advertised }),
      sampleEntry({ id: 'second', created: 2, entry: advertised }),
      sampleEntry({ id: 'ubuntu', entry: { ...advertised, os: 'ubuntu16' } }),
    ]
    expect([...defaultImageIds(contentWith(images, undefined))]).toEqual(['second'])
  })

  it('knows none that is withdrawn, and none of a custom catalog', () => {
    const gone = sampleEntry({ id: 'gone', created: 9, image: { withdrawn: '2026-01-01T00:00:00.000Z' } })
    expect([...defaultImageIds(sampleContent([old, gone], ['old', 'gone']))]).toEqual(['old'])
    expect(
      defaultImageIds(customContent([sampleDerived({ id: 'd', entry: { advertised: true } })])).size,
    ).toBe(0)
  })

  it.each([[null], ['text'], [[]], [{ cloudbreak: {} }], [{ cloudbreak: [null, 1, { defaults: 'old' }] }]])(
    'finds none in a versions block that is %j',
    (versions) => {
      expect(defaultImageIds(contentWith([old], versions)).size).toBe(0)
    },
  )

  it('remembers what it found until the images or the layout change', () => {
    const content = sampleContent([old, young], ['old'])
    const found = defaultImageIds(content)

    expect(defaultImageIds({ ...content })).toBe(found)
    const layout = { lists: {}, versions: { cloudbreak: [{ images: ['young'], defaults: ['young'] }] } }
    expect([...defaultImageIds({ ...content, layout })]).toEqual(['young'])
    expect([...defaultImageIds(content)]).toEqual(['old'])
  })
})
