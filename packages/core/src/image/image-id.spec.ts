import { describe, expect, it } from 'vitest'
import { imageId } from './image-id.ts'

describe('imageId()', () => {
  it('is a UUID of version 5 that never changes', () => {
    expect(imageId('local', 'r_execute', '2.1.1')).toBe('4dc8bc4f-0384-53f6-aa19-e07846450ffe')
  })

  it('compares names without case', () => {
    expect(imageId('local', 'R_Execute', '2.1.1')).toBe(imageId('local', 'r_execute', '2.1.1'))
  })

  it('tells apart what is not the same image', () => {
    const ids = [
      imageId('a', 'b', '1.0'),
      imageId('a', 'b', '1.00'),
      imageId('b', 'a', '1.0'),
      imageId('a","b', '', '1.0'),
      imageId('a', '","b', '1.0'),
    ]

    expect(new Set(ids).size).toBe(ids.length)
  })
})
