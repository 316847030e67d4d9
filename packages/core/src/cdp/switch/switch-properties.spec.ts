import type { Image } from '@ingot/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CatalogContent } from '../selection/catalog-content.ts'
import { customContent, defaultContent, sampleConsumer, sampleUpgrade } from '../upgrade/sample-upgrade.ts'
import { planSwitchStep } from './plan-switch-step.ts'
import { sampleHardened } from './sample-switch.ts'
import { switchedConsumer } from './seat.ts'

const at = new Date('2026-11-21T00:00:00Z')
const sources = ['a', 'b', 'c'].map((id, index) => sampleUpgrade(id, { patch: 100 + index }))

/** Catalogs of a handful of images that have the same sources in common, so that most switches find something. */
const custom = fc
  .array(fc.nat({ max: 2 }), { maxLength: 4 })
  .map((picked) => picked.map((index, at) => sampleHardened(sources[index]!, `${sources[index]!.id}${at}`)))
const some = fc
  .subarray(sources)
  .chain((images) =>
    fc
      .array(fc.boolean(), { minLength: images.length, maxLength: images.length })
      .map((gone) => images.map((image, index) => (gone[index]! ? withdrawn(image) : image))),
  )
const content = fc.oneof(
  custom.map((images) => (name: string) => customContent(images, name)),
  some.map((images) => (name: string) => defaultContent(images, [], name)),
)

function withdrawn(image: Image): Image {
  return { ...image, withdrawn: '2026-01-01T00:00:00.000Z' }
}

function plan(from: CatalogContent, image: Image, target: CatalogContent) {
  const consumer = sampleConsumer({ image: { catalog: from.name, id: image.id, reference: 'ami-run' } })
  const input = { consumer, current: { image, content: from }, target, at }
  return { consumer, step: planSwitchStep(input) }
}

it('leads there and back to the same image, unless it says that it does not', () => {
  let there = 0
  fc.assert(
    fc.property(content, content, fc.nat(), (one, other, pick) => {
      const from = one('from')
      const target = other('target')
      const image = from.images[pick % Math.max(from.images.length, 1)]?.body
      if (image === undefined) return
      const { consumer, step } = plan(from, image, target)
      if (step.to === undefined) return
      there += 1
      const moved = switchedConsumer(consumer, step.to)
      const next = target.images.find(({ body }) => body.id === step.to?.id)?.body
      const back = planSwitchStep({
        consumer: moved,
        current: { image: next, content: target },
        target: from,
        at,
      })
      const isBack = back.to?.id === image.id
      expect(isBack).toBe(step.irreversible.length === 0)
      if (isBack) expect(switchedConsumer(moved, back.to!)).toEqual(consumer)
    }),
    { numRuns: 500 },
  )
  expect(there).toBeGreaterThan(20)
})

it('either refuses or says how the image was matched, whatever the order of images', () => {
  fc.assert(
    fc.property(content, content, fc.nat(), (one, other, pick) => {
      const from = one('from')
      const target = other('target')
      const image = from.images[pick % Math.max(from.images.length, 1)]?.body
      if (image === undefined) return
      const { step } = plan(from, image, target)
      expect(step.refusal === undefined).toBe(step.to !== undefined && step.match !== undefined)
      const turned = { ...target, images: target.images.toReversed() }
      expect(plan({ ...from, images: from.images.toReversed() }, image, turned).step).toEqual(step)
    }),
  )
})
