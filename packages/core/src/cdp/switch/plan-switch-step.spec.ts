import { describe, expect, it } from 'vitest'
import { effectiveImage } from '../derivation/effective-image.ts'
import { sampleDerived, sampleReferences } from '../derivation/sample-source.ts'
import {
  customContent,
  defaultContent,
  sampleConsumer,
  sampleFreeipa,
  sampleUpgrade,
} from '../upgrade/sample-upgrade.ts'
import { planSwitchStep } from './plan-switch-step.ts'
import { sampleHardened, sampleStep } from './sample-switch.ts'

const source = sampleUpgrade('source')
const next = sampleUpgrade('next', { runtime: '7.2.18' })
const cdp = defaultContent([source, next], ['source', 'next'])
const mine = customContent([sampleHardened(source, 'hard'), sampleHardened(next, 'hard-next')])
const theirs = customContent([sampleHardened(source, 'other')], 'theirs')
const at = new Date('2026-11-21T00:00:00Z')

describe('the image in the new catalog', () => {
  it.each([
    [
      'same-id',
      cdp,
      'source',
      defaultContent([{ ...source, id: 'SOURCE', catalog: 'b' }], [], 'b'),
      'SOURCE',
    ],
    ['source-to-derived', cdp, 'source', mine, 'hard'],
    ['derived-to-source', mine, 'hard', cdp, 'source'],
    ['derived-to-derived', mine, 'hard', theirs, 'other'],
  ] as const)('is matched as %s', (match, from, id, target, expected) => {
    const step = sampleStep(from, id, target)
    expect(step).toMatchObject({
      consumer: { type: 'datahub', name: 'etl' },
      region: 'us-west-1',
      from: { catalog: from.name, id },
      to: { catalog: target.name, id: expected, image: { id: expected } },
      match,
      warnings: [],
    })
    expect(step.refusal).toBeUndefined()
  })

  it('says what machines run, and what new ones would start from', () => {
    const step = sampleStep(cdp, 'source', mine)
    expect(step.from.reference).toBe('ami-source')
    expect(step.to?.reference).toBe('ami-hard')
    expect(step.missingRegions).toEqual(['us-west-2'])
  })

  it('is the one it has in the region, where nobody kept what the machines run', () => {
    const consumer = { image: { catalog: 'cdp-default', id: 'source' } }
    expect(sampleStep(cdp, 'source', mine, consumer).from.reference).toBe('ami-source')
  })

  it('is found by its id where the present one is gone', () => {
    const consumer = sampleConsumer({ image: { catalog: 'gone', id: 'source', reference: 'ami-x' } })
    const step = planSwitchStep({
      consumer,
      current: { image: undefined, content: undefined },
      target: mine,
      at,
    })
    expect(step).toMatchObject({
      from: { catalog: 'gone', id: 'source', reference: 'ami-x' },
      to: { id: 'hard' },
      upgradesBefore: [],
      irreversible: ['The present catalog "gone" is gone: there is nothing to switch back to'],
    })
  })

  it('covers all regions where it has a reference for any', () => {
    const anywhere = sampleHardened(source, 'any', {
      artifacts: sampleReferences('aws', { default: 'ami-any' }),
    })
    expect(sampleStep(cdp, 'source', customContent([anywhere])).missingRegions).toEqual([])
    const way = sampleStep(customContent([anywhere]), 'any', theirs)
    expect(way.missingRegions).toEqual(['default'])
  })
})

describe('refusals', () => {
  const twice = customContent([sampleHardened(source, 'one'), sampleHardened(source, 'two')], 'twice')
  const gone = { ...source, withdrawn: '2026-02-01T00:00:00.000Z' }

  it.each([
    [
      'a default catalog without it',
      cdp,
      'source',
      defaultContent([next], [], 'b'),
      'IMAGE_NOT_FOUND',
      "Could not find any image with id: 'source' in catalog: 'b'",
    ],
    [
      'a default catalog that no longer lists it',
      mine,
      'hard',
      defaultContent([gone], []),
      'IMAGE_NOT_FOUND',
      "Could not find any image with id: 'source' in catalog: 'cdp-default'",
    ],
    [
      'a custom catalog without one that derives from it',
      cdp,
      'next',
      theirs,
      'IMAGE_NOT_FOUND',
      "Could not find any custom image with source image id 'next' in catalog 'theirs'",
    ],
    [
      'a custom catalog without one of its source',
      mine,
      'hard-next',
      theirs,
      'IMAGE_NOT_FOUND',
      "Could not find any custom image with source image id 'next' in catalog 'theirs'",
    ],
    [
      'several that derive from it',
      cdp,
      'source',
      twice,
      'INVALID_INPUT',
      "Found 2 custom images referencing source image id 'source' in catalog 'twice'; expected exactly one. Remove the duplicates using 'cdp imagecatalog delete-freeipa-image' or 'cdp imagecatalog delete-runtime-image'.",
    ],
    [
      'a present image that is gone from its custom catalog',
      mine,
      'lost',
      cdp,
      'IMAGE_NOT_FOUND',
      "Could not find any custom image with id: 'lost' in catalog: 'mine'",
    ],
  ])('for %s', (_, from, id, target, code, message) => {
    const step = sampleStep(from, id, target)
    expect(step.refusal).toMatchObject({ code, message })
    expect(step.refusal?.remedy).not.toMatch(/\{|^$/)
    expect(step).toMatchObject({ upgradesAfter: [], gained: [], lost: [], irreversible: [] })
    expect(step.to).toBeUndefined()
    expect(step.match).toBeUndefined()
  })

  it('say since when a catalog does not list an image', () => {
    expect(sampleStep(mine, 'hard', defaultContent([gone], [])).refusal?.remedy).toBe(
      'Catalog "cdp-default" no longer lists it since 2026-02-01T00:00:00.000Z. Switch to a catalog that has this image, or an image that derives from it',
    )
  })

  it('for a region without a reference', () => {
    const { refusal } = sampleStep(cdp, 'source', mine, { region: 'us-west-2' })
    expect(refusal).toEqual({
      code: 'INVALID_INPUT',
      message:
        "The virtual machine image couldn't be found for aws in the us-west-2 region. Available images are as follows: {us-west-1=ami-hard}.",
      remedy: 'Add a reference for us-west-2 to image hard, or switch to a catalog whose image has one',
    })
  })

  it('for a provider without references', () => {
    expect(sampleStep(cdp, 'source', mine, { provider: 'azure' }).refusal?.message).toBe(
      "The selected image: 'hard' doesn't contain virtual machine image for the selected platform: 'azure'.",
    )
  })

  it.each([
    ['datahub', 'stack'],
    ['database', 'stack'],
    ['environment', 'stack'],
    ['datalake', 'cluster'],
  ] as const)('for a busy %s', (type, what) => {
    const step = sampleStep(cdp, 'source', mine, { type, running: 'repair {name}' })
    expect(step.refusal).toEqual({
      code: 'CONSUMER_BUSY',
      message: `Operation is running for ${what} 'etl'. Please try again later.`,
      remedy: 'Wait until "repair {name}" has ended, then switch',
    })
  })

  it('take an image of the other type for none', () => {
    const freeipa = sampleHardened(sampleFreeipa('source'), 'ipa')
    expect(sampleStep(cdp, 'source', customContent([freeipa])).refusal?.code).toBe('IMAGE_NOT_FOUND')
  })
})

describe('FreeIPA', () => {
  const present = sampleFreeipa('ipa')
  const freeipa = defaultContent([present], [], 'freeipa-default')
  const environment = { type: 'environment', name: 'prod' } as const

  it('goes both ways', () => {
    const hardened = customContent([sampleHardened(present, 'hard')])
    expect(sampleStep(freeipa, 'ipa', hardened, environment)).toMatchObject({ match: 'source-to-derived' })
    expect(sampleStep(hardened, 'hard', freeipa, environment)).toMatchObject({ match: 'derived-to-source' })
  })

  it.each([
    ['nothing that derives from it', [], /has neither image ipa nor one that derives from it/],
    [
      'another region alone',
      [sampleHardened(present, 'hard', { artifacts: sampleReferences('aws', { 'eu-west-1': 'x' }) })],
      /^hard of catalog "mine" would do, but not for the provider/,
    ],
    [
      'another operating system alone',
      [sampleHardened(sampleFreeipa('ipa', { os: 'redhat9' }), 'hard')],
      /^hard of catalog "mine" would do/,
    ],
  ])('is not found where there is %s', (_, images, remedy) => {
    const { refusal } = sampleStep(freeipa, 'ipa', customContent(images), environment)
    expect(refusal).toMatchObject({
      code: 'INVALID_INPUT',
      message: 'Could not find current image in new catalog',
    })
    expect(refusal?.remedy).toMatch(remedy)
  })

  it('takes the one of several that is for its place', () => {
    const elsewhere = { artifacts: sampleReferences('aws', { 'eu-west-1': 'x' }) }
    const images = [sampleHardened(present, 'one', elsewhere), sampleHardened(present, 'two')]
    expect(sampleStep(freeipa, 'ipa', customContent(images), environment).to?.id).toBe('two')
    const both = [sampleHardened(present, 'one'), sampleHardened(present, 'two')]
    const { refusal } = sampleStep(freeipa, 'ipa', customContent(both), environment)
    expect(refusal?.message).toContain('Found 2 custom images referencing source image id')
    expect(refusal?.remedy).toBe(
      'Keep one of one and two, and delete the others with "ingot image delete" or "cdp imagecatalog delete-freeipa-image"',
    )
  })
})

describe('upgrades', () => {
  it('are those of both catalogs; what derives from an image counts as that image', () => {
    const step = sampleStep(cdp, 'source', mine)
    expect(step.upgradesBefore.map(({ id }) => id)).toEqual(['next'])
    expect(step.upgradesAfter.map(({ id }) => id)).toEqual(['hard-next', 'hard'])
    expect(step.gained.map(({ id }) => id)).toEqual(['hard'])
    expect(step.lost).toEqual([])
  })

  it('are lost where the new catalog has fewer', () => {
    const step = sampleStep(cdp, 'source', theirs)
    expect(step.lost.map(({ id }) => id)).toEqual(['next'])
    expect(step.gained.map(({ id }) => id)).toEqual(['other'])
  })

  it('leave out an image that boots what the machines run already', () => {
    const plain = effectiveImage(sampleDerived(source, { id: 'plain' }), source)
    expect(sampleStep(cdp, 'source', customContent([plain])).upgradesAfter).toEqual([])
  })

  it('are worked out once for consumers on one image, and anew where anything differs', () => {
    const first = sampleStep(cdp, 'source', mine, { name: 'one' })
    expect(sampleStep(cdp, 'source', mine, { name: 'two' }).upgradesBefore).toBe(first.upgradesBefore)
    expect(sampleStep(cdp, 'source', mine, { region: 'us-west-2' }).upgradesBefore).not.toBe(
      first.upgradesBefore,
    )
    const fewer = { ...cdp, layout: { lists: {} } }
    expect(sampleStep(fewer, 'source', mine).upgradesBefore).toEqual([])
  })
})

describe('what cannot be taken back', () => {
  it.each([
    ['nothing, where the way back is the way there', cdp, 'source', mine, []],
    ['nothing, between custom catalogs', mine, 'hard', theirs, []],
    [
      'that several derive from the same source',
      customContent([sampleHardened(source, 'one'), sampleHardened(source, 'two')], 'twice'),
      'one',
      cdp,
      [/^Switching back to "twice" would be refused: Found 2 custom images/],
    ],
    [
      'that the present image is withdrawn',
      defaultContent([{ ...source, withdrawn: '2026-02-01T00:00:00.000Z' }], []),
      'source',
      mine,
      [/^Catalog "cdp-default" no longer lists image source since 2026-02-01/],
    ],
    [
      'that the present image does not cover the region',
      customContent([
        sampleHardened(source, 'far', { artifacts: sampleReferences('aws', { 'eu-west-1': 'x' }) }),
      ]),
      'far',
      cdp,
      [/^Switching back to "mine" would be refused: The virtual machine image couldn't be found/],
    ],
  ])('is %s', (_, from, id, target, expected) => {
    const { irreversible } = sampleStep(from, id, target)
    expect(irreversible).toHaveLength(expected.length)
    for (const [index, sentence] of expected.entries()) expect(irreversible[index]).toMatch(sentence)
  })
})

describe('a catalog that the consumer is on', () => {
  it('changes nothing', () => {
    const step = sampleStep(cdp, 'source', cdp)
    expect(step).toMatchObject({
      match: 'same-id',
      from: { id: 'source', reference: 'ami-source' },
      to: { id: 'source', reference: 'ami-source' },
      gained: [],
      lost: [],
      irreversible: [],
      warnings: [
        {
          code: 'ALREADY_THERE',
          message: 'It is on catalog "cdp-default" already, so nothing changes',
        },
      ],
    })
    expect(step.upgradesAfter).toEqual(step.upgradesBefore)
  })

  it.each([
    [cdp, "Could not find any image with id: 'lost' in catalog: 'cdp-default'"],
    [mine, "Could not find any custom image with id: 'lost' in catalog: 'mine'"],
  ])('is refused where the image is gone', (content, message) => {
    expect(sampleStep(content, 'lost', content).refusal?.message).toBe(message)
  })
})

describe('warnings', () => {
  it.each([
    ['deprecated', 'IMAGE_DEPRECATED', 'It has been deprecated since 2026-01-01: old'],
    ['disabled', 'IMAGE_DISABLED', 'It has been disabled since 2026-01-01: old'],
    ['revoked', 'IMAGE_REVOKED', 'It has been revoked since 2026-01-01: old'],
    ['preview', 'IMAGE_PREVIEW', 'It has been in preview since 2026-01-01: old'],
  ] as const)('tell that the new image is %s', (state, code, message) => {
    const stages = [{ state, from: '2026-01-01T00:00:00Z', reason: 'old' }]
    const target = customContent([sampleHardened(source, 'hard', { stages })])
    expect(sampleStep(cdp, 'source', target).warnings).toEqual([{ code, message }])
  })

  it('tell that the source of the new image is gone', () => {
    const artifacts = sampleReferences('aws', { 'us-west-1': 'ami-1' })
    const orphan = effectiveImage(sampleDerived(source, { id: 'orphan', artifacts }), undefined)
    expect(sampleStep(cdp, 'source', customContent([orphan]))).toMatchObject({
      to: { id: 'orphan' },
      upgradesAfter: [],
      warnings: [
        {
          code: 'SOURCE_MISSING',
          message:
            'The source source of image orphan is gone from catalog "cdp-default", so no upgrade can be found for it',
        },
      ],
    })
  })
})
