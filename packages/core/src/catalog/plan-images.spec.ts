import type { Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import type { StoredImage } from '../image/source.ts'
import { sampleArtifact, sampleImage } from '../image/sample-image.ts'
import { plannedWrites, planImages } from './plan-images.ts'

function stored(...images: Image[]): StoredImage[] {
  return images.map((body) => ({ revision: 1, body }))
}

const one = sampleImage({ version: '1.0', label: 'One', artifacts: [sampleArtifact({ name: 'east' })] })
const two = sampleImage({ version: '2.0' })
const stages: Image['stages'] = [{ state: 'deprecated', from: '2026-01-01T00:00:00.000Z' }]

describe('planImages()', () => {
  it('tells what is added, changed, unchanged and gone', () => {
    const changed = {
      ...one,
      label: 'First',
      artifacts: [sampleArtifact({ name: 'east', region: 'eastus' })],
    }
    const three = sampleImage({ version: '3.0' })
    const left = sampleImage({ version: '4.0' })

    const plan = planImages(stored(one, two, left), [three, changed, { ...two }])

    expect(plan.images.map(({ change, image }) => [change, image.version])).toEqual([
      ['added', '3.0'],
      ['changed', '1.0'],
      ['unchanged', '2.0'],
    ])
    expect(plan.images[1]).toMatchObject({
      before: one,
      differences: ['artifacts/east/region: (none) → "eastus"', 'label: "One" → "First"'],
    })
    expect(plan.gone.map(({ body }) => body.version)).toEqual(['4.0'])
    expect(plannedWrites(plan)).toEqual([three, changed])
  })

  it('plans nothing for what is there already', () => {
    const plan = planImages(stored(one, two), [two, one])

    expect(plannedWrites(plan)).toEqual([])
    expect(plan.gone).toEqual([])
  })

  it('keeps the lifecycle of an image when asked to, and only where nothing is said of it', () => {
    const before = stored({ ...one, stages, excludeFromLatest: true })
    const own: Image['stages'] = [{ state: 'revoked', from: '2026-02-01T00:00:00.000Z' }]

    expect(planImages(before, [one], { keepLifecycle: true }).images[0]?.change).toBe('unchanged')
    expect(planImages(before, [one]).images[0]?.change).toBe('changed')
    expect(
      planImages(before, [{ ...one, stages: own, excludeFromLatest: false }], { keepLifecycle: true })
        .images[0]?.image,
    ).toMatchObject({ stages: own, excludeFromLatest: false })
  })

  it('takes the last of several wanted images with one id', () => {
    const plan = planImages([], [one, { ...one, label: 'Last' }])

    expect(plan.images.map(({ image }) => image.label)).toEqual(['Last'])
  })
})
