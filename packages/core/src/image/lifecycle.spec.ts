import type { Stage } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { stageAt, stateAt, withStage } from './lifecycle.ts'
import { sampleImage } from './sample-image.ts'

const stages: Stage[] = [
  { state: 'preview', from: '2026-01-01T00:00:00.000Z' },
  { state: 'active', from: '2026-02-01T00:00:00.000Z' },
  { state: 'deprecated', from: '2026-03-01T00:00:00.000Z', reason: 'old', replacement: 'newer' },
  { state: 'revoked', from: '2026-04-01T02:00:00.000+02:00' },
]

describe('stateAt() and stageAt()', () => {
  it.each([
    ['2025-12-31T23:59:59.999Z', 'active', undefined],
    ['2026-01-01T00:00:00.000Z', 'preview', 0],
    ['2026-02-15T00:00:00.000Z', 'active', 1],
    ['2026-03-31T23:59:59.999Z', 'deprecated', 2],
    ['2026-04-01T00:00:00.000Z', 'revoked', 3],
    ['2099-01-01T00:00:00.000Z', 'revoked', 3],
  ])('at %s the image is %s', (at, state, index) => {
    const image = sampleImage({ stages })

    expect(stateAt(image, new Date(at))).toBe(state)
    expect(stageAt(image, new Date(at))).toBe(index === undefined ? undefined : stages[index])
  })

  it('never reaches a stage whose time is no time', () => {
    const image = sampleImage({ stages: [{ state: 'revoked', from: 'soon' }] })

    expect(stateAt(image, new Date('2099-01-01'))).toBe('active')
  })
})

describe('withStage()', () => {
  it('puts a stage where it belongs in time', () => {
    const stage: Stage = { state: 'disabled', from: '2026-02-10T00:00:00.000Z' }

    const image = withStage(sampleImage({ stages }), stage)

    expect(image.stages.map((one) => one.state)).toEqual([
      'preview',
      'active',
      'disabled',
      'deprecated',
      'revoked',
    ])
  })

  it('replaces the stage that begins at the same moment, however that is written', () => {
    const stage: Stage = { state: 'deprecated', from: '2026-04-01T00:00:00.000Z' }

    const image = withStage(sampleImage({ stages }), stage)

    expect(image.stages).toEqual([...stages.slice(0, 3), stage])
  })
})
