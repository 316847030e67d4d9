import type { AllowedBase } from '@ingot/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OciPlatformImage } from '../../oci/oci-image.ts'
import type { PlatformEvidence } from './base-evidence.ts'
import { proveBase } from './prove-base.ts'
import {
  recompressed,
  sampleBase,
  sampleDigest,
  sampleImage,
  samplePlatform,
  sampleSnapshot,
} from './sample-base.ts'

const ubuntu = sampleBase('docker.io/library/ubuntu:22.04', [['u1'], ['u2']])
const runtime = sampleBase('registry.example/runtime:1', [['u1', 'r1', 'r2']], {
  generation: 'pbj',
  vendor: true,
})
const bases = [ubuntu, runtime]

function prove(
  image: OciPlatformImage,
  allowed: readonly AllowedBase[] = bases,
  evidence?: PlatformEvidence,
) {
  const proof = proveBase(sampleImage(image), allowed, evidence && { [image.manifest]: evidence })
  return { ...proof.platforms[0]!, of: proof.verdict }
}

describe('proveBase()', () => {
  it('proves a base by the bytes of its layers, and names the deepest', () => {
    expect(prove(samplePlatform(['u1', 'r1', 'r2', 'own']))).toMatchObject({
      of: 'PROVEN',
      verdict: 'PROVEN',
      method: 'layer-digest',
      layers: 4,
      shared: 3,
      base: {
        reference: runtime.reference,
        generation: 'pbj',
        vendor: true,
        digest: sampleDigest('index of u1,r1,r2'),
      },
    })
  })

  it('names the shallower base where the deeper one was left behind', () => {
    expect(prove(samplePlatform(['u1', 'r1', 'other']))).toMatchObject({
      verdict: 'PROVEN',
      shared: 1,
      base: { id: ubuntu.id },
    })
  })

  it('takes the same content in other bytes for a claim', () => {
    const proof = prove(recompressed(samplePlatform(['u1', 'r1', 'r2', 'own'])))

    expect(proof).toMatchObject({ of: 'CLAIMED', method: 'diff-id', shared: 3, base: { id: runtime.id } })
    expect(proof.message).toBe(
      `The first 3 of 4 layers are, as the configuration says, of the content of ${runtime.reference} at ${sampleDigest('index of u1,r1,r2')}, but of other bytes; look at the content of the layers to have it hashed`,
    )
  })

  it('takes a claim for proven once the layers were hashed', () => {
    const image = recompressed(samplePlatform(['u1', 'r1', 'r2', 'own']))

    expect(prove(image, bases, { diffIds: image.diffIds })).toMatchObject({
      of: 'PROVEN',
      method: 'verified-diff-id',
      shared: 3,
    })
  })

  it('needs no hash of a layer whose bytes are those of the base', () => {
    const image = samplePlatform(['u1', 'r1', 'r2', 'own'])
    const again = recompressed(image)
    const mixed = { ...image, layers: [image.layers[0]!, ...again.layers.slice(1)] }

    expect(prove(mixed, bases, { diffIds: [undefined, ...image.diffIds.slice(1)] }).verdict).toBe('PROVEN')
    expect(prove(mixed, bases, { diffIds: [undefined, image.diffIds[1]] }).verdict).toBe('CLAIMED')
  })

  it('drops a claim that hashing refutes', () => {
    const image = recompressed(samplePlatform(['u1', 'r1', 'r2', 'own']))
    const diffIds = [...image.diffIds.slice(0, 2), sampleDigest('something else'), image.diffIds[3]!]

    expect(prove(image, bases, { diffIds })).toMatchObject({
      verdict: 'PROVEN',
      shared: 1,
      base: { id: ubuntu.id },
    })
    expect(prove(image, [runtime], { diffIds })).toMatchObject({ verdict: 'NOT_BASED' })
  })

  it('says where an image parts from the nearest base', () => {
    const proof = prove(samplePlatform(['u1', 'r1', 'other', 'own']), [runtime])

    expect(proof).toMatchObject({
      of: 'NOT_BASED',
      nearest: { reference: runtime.reference, common: 2, of: 3 },
    })
    expect(proof.nearest?.message).toContain('layer 3 of 3 differs')
    expect(proof.message).toContain(
      'the one allowed base for linux/amd64; nearest is registry.example/runtime:1',
    )
    expect(proof).not.toHaveProperty('base')
  })

  it('says that an image ends before the nearest base does', () => {
    const proof = prove(samplePlatform(['u1', 'r1']), [runtime])

    expect(proof.nearest?.message).toContain('the image has only the first 2 of its 3 layers')
  })

  it('names no nearest base for an image that shares nothing, as squashed ones do', () => {
    const proof = prove(samplePlatform(['flat']))

    expect(proof).toMatchObject({ verdict: 'NOT_BASED' })
    expect(proof).not.toHaveProperty('nearest')
    expect(proof.message).toContain('any of them, without squashing layers')
  })

  it('knows an image that is the base itself', () => {
    expect(prove(samplePlatform(['u1', 'r1', 'r2']))).toMatchObject({ verdict: 'PROVEN', isBase: true })
  })

  it('tells that the tag of the base has moved on', () => {
    expect(prove(samplePlatform(['u1', 'own'])).base).toMatchObject({
      digest: sampleDigest('index of u1'),
      stale: sampleDigest('index of u2'),
    })
    expect(prove(samplePlatform(['u2', 'own'])).base).not.toHaveProperty('stale')
  })

  it('takes a newer digest with the very same layers for current', () => {
    const rebuilt = sampleSnapshot(['u2'], { digest: sampleDigest('rebuilt') })
    const moved = sampleBase(ubuntu.reference, [...ubuntu.snapshots, rebuilt])

    expect(prove(samplePlatform(['u2', 'own']), [moved]).base).toEqual({
      id: ubuntu.id,
      reference: ubuntu.reference,
      generation: 'os',
      vendor: false,
      digest: sampleDigest('rebuilt'),
    })
  })

  it('knows nothing without an allowed base of the platform', () => {
    const image = samplePlatform(['u1', 'own'], { platform: 'linux/s390x' })

    expect(prove(image)).toMatchObject({ of: 'UNKNOWN', verdict: 'UNKNOWN' })
    expect(prove(image).message).toBe('No allowed base has the platform linux/s390x; allow one that has')
  })

  it('ignores a base without layers, which every image would stand on', () => {
    expect(prove(samplePlatform(['own']), [sampleBase('scratch', [[]])]).verdict).toBe('UNKNOWN')
    expect(prove(samplePlatform(['own']), [sampleBase('scratch', [[]]), ubuntu]).verdict).toBe('NOT_BASED')
  })

  it('knows nothing where manifest and configuration do not count the same layers', () => {
    const image = samplePlatform(['u1', 'own'])
    const proof = prove({ ...image, diffIds: image.diffIds.slice(1) })

    expect(proof).toMatchObject({ verdict: 'UNKNOWN', layers: 2 })
    expect(proof.message).toContain('lists 2 layers, but the configuration 1')
  })

  it('lets the weakest platform decide, each on a base of its own', () => {
    const arm = sampleBase('arm', [sampleSnapshot(['a'], { platform: 'linux/arm64' })])
    const [own, onArm] = [samplePlatform(['u1', 'own']), { platform: 'linux/arm64' }]
    const of = (...platforms: OciPlatformImage[]) =>
      proveBase(sampleImage(...platforms), [ubuntu, arm]).verdict

    expect(of(own, samplePlatform(['a', 'own'], onArm))).toBe('PROVEN')
    expect(of(own, recompressed(samplePlatform(['a', 'own'], onArm)))).toBe('CLAIMED')
    expect(of(own, samplePlatform(['a'], { platform: 'linux/s390x' }))).toBe('UNKNOWN')
    expect(of(own, samplePlatform(['u1', 'own'], onArm))).toBe('NOT_BASED')
    expect(of(samplePlatform(['a'], { platform: 'linux/s390x' }), samplePlatform(['x'], onArm))).toBe(
      'NOT_BASED',
    )
    expect(of()).toBe('UNKNOWN')
  })

  it('carries what upper layers make of the base only where there is a base', () => {
    const changes = { removed: ['usr/bin/python3'], replaced: [], more: 0 }

    expect(prove(samplePlatform(['u1', 'own']), bases, { changes })).toMatchObject({ changes })
    expect(prove(samplePlatform(['own']), bases, { changes })).not.toHaveProperty('changes')
  })
})

describe('the operating system of an image without an allowed base', () => {
  it.each([
    ['ubuntu', '22.04', 'it is Ubuntu 22.04'],
    ['wolfi', undefined, 'it is Wolfi;'],
    ['chainguard', '20230214', 'it is Chainguard 20230214'],
  ])('makes a claim of it: %s', (id, version, text) => {
    const proof = prove(samplePlatform(['own']), bases, { system: { id, version } })

    expect(proof).toMatchObject({ of: 'CLAIMED', method: 'os-release' })
    expect(proof.message).toContain(text)
    expect(proof).not.toHaveProperty('base')
  })

  it('makes none where it is another', () => {
    expect(prove(samplePlatform(['own']), bases, { system: { id: 'debian' } }).verdict).toBe('NOT_BASED')
    expect(prove(samplePlatform(['own']), bases, { system: { id: 'constructor' } }).verdict).toBe('NOT_BASED')
  })

  it('does not weaken what the layers prove', () => {
    expect(prove(samplePlatform(['u1', 'own']), bases, { system: { id: 'ubuntu' } })).toMatchObject({
      verdict: 'PROVEN',
      method: 'layer-digest',
    })
  })
})

const everyWord = fc.array(fc.nat(999).map(String), { minLength: 1, maxLength: 12 })

describe('a base proof', () => {
  it('holds for everything that is built on a base', () => {
    fc.assert(
      fc.property(everyWord, everyWord, (below, above) => {
        const base = sampleBase('base', [below])

        expect(prove(samplePlatform([...below, ...above]), [base])).toMatchObject({
          verdict: 'PROVEN',
          shared: below.length,
        })
        expect(prove(recompressed(samplePlatform([...below, ...above])), [base])).toMatchObject({
          verdict: 'CLAIMED',
          shared: below.length,
        })
      }),
    )
  })

  it('fails with any one layer of the base changed', () => {
    fc.assert(
      fc.property(everyWord, everyWord, fc.nat(11), (below, above, place) => {
        const changed = below.with(place % below.length, 'changed')
        const proof = prove(samplePlatform([...changed, ...above]), [sampleBase('base', [below])])

        expect(proof.verdict).toBe('NOT_BASED')
        expect(proof.nearest?.common ?? 0).toBe(place % below.length)
      }),
    )
  })

  it('does not depend on the order of the bases', () => {
    const bases = fc.array(fc.tuple(fc.nat(99), fc.array(fc.constantFrom('a', 'b'), { maxLength: 4 })), {
      maxLength: 12,
    })
    const shuffled = bases
      .map((list) =>
        list.map(([id, words], place) => sampleBase(`base-${id}`, [words], { id: `${id}-${place}` })),
      )
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))
    fc.assert(
      fc.property(
        shuffled,
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 }),
        ([one, other], words) => {
          expect(prove(samplePlatform(words), other)).toEqual(prove(samplePlatform(words), one))
        },
      ),
    )
  })
})

describe('50,000 snapshots of 1,000 bases', () => {
  it('are judged in no time once they are prepared', () => {
    const many = Array.from({ length: 1000 }, (_, base) =>
      sampleBase(
        `registry.example/base-${base}:1`,
        Array.from({ length: 50 }, (_, time) => [
          'os',
          `python-${base % 7}`,
          `base-${base}`,
          `at-${time}`,
          'empty',
        ]),
      ),
    )
    const image = sampleImage(samplePlatform(['os', 'python-3', 'base-514', 'at-17', 'empty', 'own']))
    expect(proveBase(image, many)).toMatchObject({ verdict: 'PROVEN', platforms: [{ shared: 5 }] })

    const rounds = 200
    const begin = performance.now()
    for (let round = 0; round < rounds; round += 1) proveBase(image, many)

    expect((performance.now() - begin) / rounds).toBeLessThan(1)
  })
})
