import { describe, expect, it } from 'vitest'
import { proveBase } from './prove-base.ts'
import { sampleBase, sampleDigest, sampleImage, samplePlatform, sampleSnapshot } from './sample-base.ts'

const name = 'org.opencontainers.image.base.name'
const digest = 'org.opencontainers.image.base.digest'
const ubuntu = sampleBase('docker.io/library/ubuntu:22.04', [
  sampleSnapshot(['u1'], { labels: { [name]: 'scratch-builder' } }),
])
const other = sampleBase('registry.example/other:1', [['o1', 'o2']])

type Values = Record<string, string>

function annotation(
  { manifest = {}, index = {}, labels = {} }: Record<string, Values>,
  words = ['u1', 'own'],
) {
  const image = samplePlatform(words, { annotations: manifest, labels })
  return proveBase({ ...sampleImage(image), annotations: index }, [ubuntu, other]).platforms[0]!.annotation
}

describe('what an image says of its base', () => {
  it.each([
    ['nothing', {}, undefined],
    ['the base by digest', { [digest]: sampleDigest('index of u1') }, true],
    ['the base by the digest of its platform', { [digest]: samplePlatform(['u1']).manifest }, true],
    ['the base by name', { [name]: ubuntu.reference }, true],
    ['another base by digest', { [digest]: sampleDigest('index of o1,o2') }, false],
    ['another base by name', { [name]: other.reference }, false],
    [
      'another base by digest under a right name',
      { [name]: ubuntu.reference, [digest]: sampleDigest('index of o1,o2') },
      false,
    ],
    [
      'a digest of the base that was never seen',
      { [name]: ubuntu.reference, [digest]: sampleDigest('?') },
      true,
    ],
    ['what stands between', { [name]: 'registry.example/team/between:1' }, true],
  ])('is held against its layers: %s', (_, values, agrees) => {
    expect(annotation({ manifest: values })?.agrees).toBe(agrees)
    expect(annotation({ index: values })?.agrees).toBe(agrees)
    expect(annotation({ labels: values })?.agrees).toBe(agrees)
  })

  it('is told with what it says', () => {
    expect(annotation({ manifest: { [name]: other.reference } })).toEqual({
      name: other.reference,
      agrees: false,
      message: `The image says that it is built on "${other.reference}", but its layers are not those of ${other.reference}; correct what it says, or build it on that`,
    })
  })

  it('is repeated in part alone where it is long', () => {
    const said = annotation({ manifest: { [name]: 'x'.repeat(900_000), [digest]: 'y'.repeat(90_000) } })

    expect(said).toMatchObject({ name: `${'x'.repeat(1023)}…`, digest: `${'y'.repeat(1023)}…`, agrees: true })
    expect(said?.message.length).toBeLessThan(400)
  })

  it('is that of the manifest before that of the index before that of labels', () => {
    const all = { manifest: { [name]: 'm' }, index: { [name]: 'i' }, labels: { [name]: 'l' } }

    expect(annotation(all)?.name).toBe('m')
    expect(annotation({ ...all, manifest: {} })?.name).toBe('i')
    expect(annotation({ labels: all.labels })?.name).toBe('l')
  })

  it('is not what it inherited', () => {
    expect(annotation({ labels: { [name]: 'scratch-builder' } })).toBeUndefined()
  })

  it('contradicts an image that is on no base at all, and never makes a base of it', () => {
    const image = samplePlatform(['x'], { annotations: { [digest]: sampleDigest('index of u1') } })
    const proof = proveBase(sampleImage(image), [ubuntu])

    expect(proof).toMatchObject({ verdict: 'NOT_BASED', platforms: [{ annotation: { agrees: false } }] })
  })

  it('says less than all of it where it is long', () => {
    expect(annotation({ manifest: { [name]: 'x'.repeat(5000) } })?.message.length).toBeLessThan(400)
  })
})
