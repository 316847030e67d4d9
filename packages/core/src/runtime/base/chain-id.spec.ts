import { describe, expect, it } from 'vitest'
import { chainId } from './chain-id.ts'

describe('chainId()', () => {
  it.each([
    ['nothing', [], ''],
    ['one layer', ['sha256:a'], 'sha256:a'],
    // printf 'sha256:a sha256:b' | sha256sum, then with the next.
    [
      'two layers',
      ['sha256:a', 'sha256:b'],
      'sha256:970a948bffa8de94d6e22d747ba8c95030e6e546909f98f54e99a13005e173a8',
    ],
    [
      'three layers',
      ['sha256:a', 'sha256:b', 'sha256:c'],
      'sha256:dee159b33409cefa3f6eda71539f006014283e9d9130c18a1dea7bd8a33c9b1b',
    ],
  ])('is that of the specification: %s', (_, diffIds, expected) => {
    expect(chainId(diffIds)).toBe(expected)
  })
})
