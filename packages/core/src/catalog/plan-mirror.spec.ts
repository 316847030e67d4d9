import type { Image } from '@ingot/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stateAt } from '../image/lifecycle.ts'
import { sampleArtifact, sampleImage } from '../image/sample-image.ts'
import { planMirror } from './plan-mirror.ts'

const first = new Date('2026-01-01T00:00:00.000Z')
const second = new Date('2026-02-01T00:00:00.000Z')

function listed(id: string, given: Partial<Image> = {}): Image {
  return sampleImage({ id, catalog: 'cdp-default', name: `runtime-${id}`, ...given })
}

/** The images of the catalog after a plan. */
function after(current: readonly Image[], writes: readonly Image[]): Image[] {
  return [...new Map([...current, ...writes].map((image) => [image.id, image])).values()]
}

const stored = (images: readonly Image[]) => images.map((body) => ({ revision: 1, body }))

describe('planMirror()', () => {
  it('tells what came, what changed and how, and what went', () => {
    const [same, moved, gone] = [
      listed('same'),
      listed('moved', { artifacts: [sampleArtifact()] }),
      listed('gone'),
    ]
    const fresh = listed('moved', { artifacts: [sampleArtifact({ reference: 'ami-2' })] })

    const plan = planMirror(stored([same, moved, gone]), [listed('new'), fresh, same], second)

    expect(plan.images.map(({ image, change, differences }) => [image.id, change, differences])).toEqual([
      ['new', 'added', []],
      ['moved', 'changed', ['artifacts/azure/any/reference: "image-of-azure/any" → "ami-2"']],
      ['gone', 'withdrawn', []],
    ])
    expect(plan.unchanged).toBe(1)
    expect(plan.writes.map(({ id }) => id)).toEqual(['new', 'moved', 'gone'])
  })

  it('keeps what went, disabled from that moment on, and does so once', () => {
    const gone = listed('gone')
    const { writes } = planMirror(stored([gone]), [], second)

    expect(writes).toEqual([
      {
        ...gone,
        withdrawn: second.toISOString(),
        stages: [{ state: 'disabled', from: second.toISOString(), reason: 'The source no longer lists it' }],
      },
    ])
    expect(stateAt(writes[0] as Image, first)).toBe('active')
    expect(stateAt(writes[0] as Image, second)).toBe('disabled')
    expect(planMirror(stored(writes), [], new Date('2026-03-01T00:00:00Z'))).toEqual({
      images: [],
      unchanged: 0,
      writes: [],
    })
  })

  it('takes back what returns, as the source has it then', () => {
    const image = listed('1')
    const { writes } = planMirror(stored([image]), [], first)

    const plan = planMirror(stored(writes), [image], second)

    expect(plan.images).toMatchObject([{ image: { id: '1' }, change: 'returned' }])
    expect(plan.writes).toEqual([image])
  })

  it('always ends with what the source lists, and with nothing left to do', () => {
    const versions = fc.uniqueArray(
      fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), version: fc.constantFrom('1', '2') }),
      {
        selector: ({ id }) => id,
      },
    )
    fc.assert(
      fc.property(fc.array(versions, { minLength: 1, maxLength: 5 }), (steps) => {
        let images: Image[] = []
        for (const step of steps) {
          const wanted = step.map(({ id, version }) => listed(id, { version }))
          const known = images.length
          const plan = planMirror(stored(images), wanted, second)
          images = after(images, plan.writes)
          const current = images.filter(({ withdrawn }) => withdrawn === undefined)
          expect(new Map(current.map((image) => [image.id, image]))).toEqual(
            new Map(wanted.map((image) => [image.id, image])),
          )
          expect(images.length).toBeGreaterThanOrEqual(known)
          expect(planMirror(stored(images), wanted, second).writes).toEqual([])
        }
      }),
    )
  })
})
