import { BaseSnapshot } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { proveBase } from './prove-base.ts'
import { sampleBase, sampleImage, samplePlatform } from './sample-base.ts'
import { snapshotsOf } from './snapshots-of.ts'
import { Value } from 'typebox/value'

const seen = '2026-11-21T12:00:00.000Z'

describe('snapshotsOf()', () => {
  it('keeps what images on it are compared with', () => {
    const image = samplePlatform(['a', 'b'], {
      labels: { 'com.cloudera.ml.runtime.kernel': 'Python 3.10', maintainer: 'somebody' },
      env: { ML_RUNTIME_KERNEL: 'Python 3.10', PATH: '/bin', SECRET: 'x' },
    })
    const [snapshot] = snapshotsOf(sampleImage(image), seen)

    expect(Value.Check(BaseSnapshot, snapshot)).toBe(true)
    expect(snapshot).toMatchObject({
      platform: 'linux/amd64',
      layers: image.layers.map(({ digest }) => digest),
      diffIds: image.diffIds,
      labels: { 'com.cloudera.ml.runtime.kernel': 'Python 3.10' },
      env: { ML_RUNTIME_KERNEL: 'Python 3.10', PATH: '/bin' },
      seen,
    })
    expect(Object.keys(snapshot!.env)).not.toContain('SECRET')
    expect(snapshot!.labels).not.toHaveProperty('maintainer')
  })

  it('leaves out a platform that nothing could be proven with', () => {
    const uneven = samplePlatform(['a', 'b'])
    const image = sampleImage(samplePlatform([]), { ...uneven, diffIds: uneven.diffIds.slice(1) })

    expect(snapshotsOf(image, seen)).toEqual([])
  })

  it('makes of an image a base that the image itself and all on it are proven with', () => {
    const image = sampleImage(samplePlatform(['a', 'b']), samplePlatform(['c'], { platform: 'linux/arm64' }))
    const base = sampleBase('base', snapshotsOf(image, seen))

    expect(proveBase(image, [base])).toMatchObject({
      verdict: 'PROVEN',
      platforms: [{ isBase: true }, { isBase: true }],
    })
  })
})
