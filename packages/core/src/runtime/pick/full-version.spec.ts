import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareFullVersions } from './full-version.ts'

describe('compareFullVersions()', () => {
  it('orders versions, then builds, as numbers', () => {
    const versions = [
      '2024.02.1-b10',
      '2024.02.2',
      '2024.02.1-b4',
      undefined,
      '2024.02.1',
      '2024.02.10-b1',
      'odd-b',
      'odd',
    ]
    expect(versions.toSorted(compareFullVersions)).toEqual([
      'odd',
      'odd-b',
      '2024.02.1',
      '2024.02.1-b4',
      '2024.02.1-b10',
      '2024.02.2',
      '2024.02.10-b1',
      undefined,
    ])
    expect(compareFullVersions(undefined, 'odd')).toBeLessThan(0)
  })

  it('is an order', () => {
    const version = fc.option(fc.stringMatching(/^(?:[12]{1,2}\.){0,2}[a12](?:-b\d{0,2})?$/), {
      nil: undefined,
    })
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareFullVersions(a, b))).toBe(-Math.sign(compareFullVersions(b, a)) + 0)
        if (compareFullVersions(a, b) <= 0 && compareFullVersions(b, c) <= 0) {
          expect(compareFullVersions(a, c)).toBeLessThanOrEqual(0)
        }
      }),
    )
  })
})
