import { describe, expect, it } from 'vitest'
import { nearestRuntimes } from './nearest-runtime.ts'

const runtimes = ['7.2.7', '7.2.17', '7.2.18', '7.3.1', '6.9', '']

describe('nearestRuntimes()', () => {
  it.each([
    ['7.2.17.400', '7.2.17'],
    ['7.2', '7.2.18'],
    ['7.2.8', '7.2.7'],
    ['7.2.11', '7.2.7'],
    ['7.2.12', '7.2.17'],
    ['7.4', '7.3.1'],
    ['8.0', '7.3.1'],
    ['5', '6.9'],
    ['latest', '7.3.1'],
    [`${'9'.repeat(200)}.1`, '7.3.1'],
  ])('puts the one nearest to %s first: %s', (wanted, nearest) => {
    expect(nearestRuntimes(wanted, runtimes)[0]).toBe(nearest)
    expect(nearestRuntimes(wanted, runtimes.toReversed())).toEqual(nearestRuntimes(wanted, runtimes))
  })
})
