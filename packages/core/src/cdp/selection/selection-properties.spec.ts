import type { Answer } from '@ingot/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, catalog, contentOf, wantedDefault, wantedImage } from './arbitrary-content.ts'
import type { CatalogContent } from './catalog-content.ts'
import { chooseConsumerImage } from './choose-consumer-image.ts'
import { defaultImageIds } from './default-image-ids.ts'
import { findDefaultImage } from './find-default-image.ts'

const runs = { numRuns: 200 }
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

/** All that may be asked of a catalog: default images, images of consumers, and each of its images by its id. */
const question = fc
  .tuple(catalog, wantedDefault, wantedImage, fc.nat(8))
  .map(([one, byDefault, image, index]) => {
    const id = one.images[index]?.image.id
    return { one, byDefault, consumers: id === undefined ? [image] : [image, { ...image, image: id }] }
  })

function answersOf(
  content: CatalogContent,
  { byDefault, consumers }: typeof question extends fc.Arbitrary<infer T> ? T : never,
): Answer[] {
  return [
    findDefaultImage(content, byDefault),
    ...consumers.map((consumer) => chooseConsumerImage(content, consumer)),
  ]
}

describe('choosing an image', () => {
  it('gives the same bytes whatever the order of the images', () => {
    const shuffled = question.chain((asked) =>
      fc.tuple(
        fc.constant(asked),
        fc.shuffledSubarray(asked.one.images, { minLength: asked.one.images.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([asked, order]) => {
        const [first, second] = [contentOf(asked.one), contentOf(asked.one, order)]
        expect(JSON.stringify(answersOf(second, asked))).toBe(JSON.stringify(answersOf(first, asked)))
        expect([...defaultImageIds(second)].toSorted()).toEqual([...defaultImageIds(first)].toSorted())
      }),
      runs,
    )
  })

  it('agrees with its trace: the chosen image passes every check, and all others that do come after it', () => {
    let resolved = 0
    fc.assert(
      fc.property(question, (asked) => {
        for (const answer of answersOf(contentOf(asked.one), asked)) {
          const { candidates } = answer.trace!
          expect(answer.status).toBe(answer.refusal === undefined ? 'resolved' : 'unresolved')
          expect(candidates.filter(({ verdict }) => verdict === 'chosen').map(({ image }) => image)).toEqual(
            answer.image === undefined ? [] : [answer.image],
          )
          for (const { verdict, code, checks } of candidates) {
            const last = checks.at(-1)!
            expect(checks.slice(0, -1).every((check) => check.verdict === 'keep')).toBe(true)
            expect(last.verdict).toBe(verdict === 'drop' ? 'drop' : 'keep')
            if (verdict === 'drop') expect(last.code).toBe(code)
          }
          const isDropped = candidates.map(({ verdict }) => verdict === 'drop')
          expect(isDropped.lastIndexOf(false)).toBe(isDropped.filter((dropped) => !dropped).length - 1)
          if (answer.status === 'resolved') resolved += 1
        }
      }),
      runs,
    )
    expect(resolved).toBeGreaterThan(30)
  })

  it('never gives out what is withdrawn, disabled, revoked or elsewhere', () => {
    fc.assert(
      fc.property(question, (asked) => {
        for (const [index, answer] of answersOf(contentOf(asked.one), asked).entries()) {
          if (answer.image === undefined) continue
          const { image } = asked.one.images.find((each) => each.image.id === answer.image!.id)!
          expect(image.withdrawn).toBeUndefined()
          expect(['disabled', 'revoked']).not.toContain(image.stages[0]?.state)
          if (index < 2) expect(image.stages[0]?.state).not.toBe('preview')
          if (index > 0)
            expect(image.artifacts.map(({ reference }) => reference)).toContain(answer.artifact?.reference)
          expect(image.cloudbreak!.list).not.toBe('base-images')
        }
      }),
      runs,
    )
  })

  it('never throws, whatever the request and the versions block', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('__proto__', 'constructor', '{change}', 'aws', '7.2.17'),
    )
    const hostile = fc.record({
      type: fc.constantFrom('datahub' as const, 'datalake' as const, 'environment' as const),
      provider: text,
      region: text,
      runtime: optional(text),
      os: optional(text),
      image: optional(text),
    })
    fc.assert(
      fc.property(catalog, hostile, fc.jsonValue(), (one, wanted, versions) => {
        const content = { ...contentOf(one), layout: { lists: {}, versions } }
        const { image: _image, os: _os, region: _region, ...byDefault } = wanted
        for (const answer of [
          chooseConsumerImage(content, { ...wanted, at }),
          findDefaultImage(content, { ...byDefault, type: 'runtime', at }),
        ]) {
          expect(['resolved', 'unresolved']).toContain(answer.status)
          expect(answer.refusal?.message ?? '').not.toMatch(/undefined/)
        }
      }),
      runs,
    )
  })
})
