import type { Fault, Image } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import type { StoredImage } from '../image/source.ts'
import { sampleImage } from '../image/sample-image.ts'
import { imageConflicts } from './image-conflicts.ts'

function stored(...images: Image[]): StoredImage[] {
  return images.map((body) => ({ revision: 1, body }))
}

function found(faults: readonly Fault[]): string[] {
  return faults.map((fault) => `${fault.severity} ${fault.code}`)
}

describe('imageConflicts()', () => {
  it.each<[string, Partial<Image>, Partial<Image>, string[]]>([
    ['the same image again', {}, {}, []],
    ['another version', {}, { version: '1.1' }, []],
    ['a name in another case', { name: 'Sample' }, { name: 'sample', version: '1.1' }, ['error NAME_CASE']],
    ['a leading zero', { version: '1.2' }, { version: '1.02' }, ['error VERSION_DUPLICATE']],
    ['a zero at the end', { version: '1.2' }, { version: '1.2.0' }, ['warning VERSION_ZEROS']],
    ['another catalog', { version: '1.2', catalog: 'other' }, { version: '1.02' }, []],
    ['another name', { version: '1.2', name: 'other' }, { version: '1.02' }, []],
  ])('looks at %s', (_, before, wanted, codes) => {
    const first = sampleImage(before)
    const second = sampleImage(wanted)

    expect(found(imageConflicts(stored(first), [second]))).toEqual(codes)
    if (first.id !== second.id) expect(found(imageConflicts([], [first, second]))).toEqual(codes)
  })

  it('sees two images of one name and version, and says where', () => {
    const first = sampleImage()
    const second = { ...first, id: '00000000-0000-4000-8000-000000000000' }

    expect(imageConflicts([], [first, second])).toEqual([
      {
        severity: 'error',
        code: 'VERSION_DUPLICATE',
        message: 'Versions "1.0" and "1.0" of "sample" are the same; keep one',
        path: '/1/version',
      },
    ])
  })

  it('stays quick for many versions of one name', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      ...sampleImage(),
      id: String(index),
      version: `1.${index}`,
    }))

    expect(imageConflicts([], many)).toEqual([])
  })
})
