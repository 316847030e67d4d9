import { describe, expect, it } from 'vitest'
import { findingsOf, spokenOf } from './sample-findings.ts'
import { baseDigest, ownDigest } from './sample-subject.ts'

const identifier = 'registry.example.com/other/runtime:1.0'
const reference = 'registry.example.com/team/runtime:1.0'

describe('duplicateRuntimeVersion and alreadyInCatalog', () => {
  it.each([
    ['another image, by digest', { identifier, digest: baseDigest }, 'duplicateRuntimeVersion'],
    ['another reference that was never read', { identifier }, 'duplicateRuntimeVersion'],
    [
      'the same reference at another digest',
      { identifier: reference, digest: baseDigest },
      'duplicateRuntimeVersion',
    ],
    ['the same reference and digest', { identifier: reference, digest: ownDigest }, 'alreadyInCatalog'],
    ['the same digest by another reference', { identifier, digest: ownDigest }, 'alreadyInCatalog'],
    ['the same reference that was never read', { identifier: reference }, 'alreadyInCatalog'],
  ])('where the identity is held by %s', (_what, holder, code) => {
    const more = { reference, taken: { id: 'held', ...holder } }
    const found = ['duplicateRuntimeVersion', 'alreadyInCatalog'].flatMap((one) => findingsOf(one, {}, more))
    expect(found.map((one) => one.code)).toEqual([code])
    expect(found[0]?.evidence).toMatchObject({ id: 'held', digest: ownDigest })
  })

  it('are not found where nobody holds it', () => {
    expect(findingsOf('duplicateRuntimeVersion', {}, { reference })).toEqual([])
    expect(findingsOf('alreadyInCatalog', {}, { reference })).toEqual([])
  })

  it('say who holds it and what to do', () => {
    const taken = { id: 'held', identifier, digest: baseDigest }
    expect(spokenOf('duplicateRuntimeVersion', {}, { reference, taken })).toEqual([
      `duplicateRuntimeVersion: ${identifier} has the same editor, kernel, edition and version already; add 1 to the maintenance version`,
    ])
    const moved = { ...taken, identifier: reference }
    expect(spokenOf('duplicateRuntimeVersion', {}, { reference, taken: moved })).toEqual([
      'duplicateRuntimeVersion: This tag led to another image when it was added; what it leads to now has the same editor, kernel, edition and version already; add 1 to the maintenance version',
    ])
    const same = { ...taken, digest: ownDigest }
    expect(spokenOf('alreadyInCatalog', {}, { reference, taken: same })).toEqual([
      `alreadyInCatalog: This image is in the catalog already, as ${identifier}`,
    ])
  })
})

describe('tagMutable', () => {
  it('tells what a tag is pinned to', () => {
    expect(spokenOf('tagMutable', {}, { reference })).toEqual([
      `tagMutable: The tag of ${reference} can be moved to another image; the runtime is pinned to ${ownDigest}`,
    ])
    expect(spokenOf('tagMutable', {}, { reference, digest: undefined })).toEqual([
      `tagMutable: The tag of ${reference} can be moved to another image, and no digest is known to pin it to`,
    ])
  })

  it('is not found where the image is named by its digest', () => {
    expect(
      findingsOf('tagMutable', {}, { reference: `registry.example.com/team/runtime@${ownDigest}` }),
    ).toEqual([])
    expect(findingsOf('tagMutable', {}, { reference: `${reference}@${ownDigest}` })).toEqual([])
  })
})
