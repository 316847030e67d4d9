import { describe, expect, it } from 'vitest'
import { familyKey, parentKey, prepareRuntimes, runtimesInOrder } from './prepare-runtimes.ts'
import { sampleRuntime } from './sample-runtimes.ts'

describe('runtimesInOrder()', () => {
  it('orders by editor, kernel and edition, then by version with the newest first, then by identifier', () => {
    const runtimes = [
      sampleRuntime({ id: '8', editor: 'Workbench' }),
      sampleRuntime({ id: '7', kernel: 'R 4.3' }),
      sampleRuntime({ id: '2', shortVersion: '1.10', maintenanceVersion: 1 }),
      sampleRuntime({ id: '3', shortVersion: '1.9', maintenanceVersion: 2, fullVersion: '1.9.2-b10' }),
      sampleRuntime({
        id: '4',
        shortVersion: '1.9',
        maintenanceVersion: 2,
        fullVersion: '1.9.2-b9',
        identifier: 'a',
      }),
      sampleRuntime({
        id: '5',
        shortVersion: '1.9',
        maintenanceVersion: 2,
        fullVersion: '1.9.2-b9',
        identifier: 'b',
      }),
      sampleRuntime({ id: '6', shortVersion: 'unspecified' }),
      sampleRuntime({ id: '1', kernel: 'Python 3.9' }),
      sampleRuntime({ id: '0', edition: 'Ours', kernel: 'Python 3.9' }),
    ]
    for (const given of [runtimes, runtimes.toReversed()]) {
      expect([...runtimesInOrder(prepareRuntimes(given))].map(({ id }) => id).join('')).toBe('012345678')
    }
  })
})

describe('familyKey()', () => {
  it.each([
    ['2024.02', '2024.2', true],
    ['2022.10', '2022.1', false],
    ['1', '1.0', false],
    ['unspecified', 'unspecified', true],
    ['unspecified', 'Unspecified', false],
  ])('says of %s and %s whether they are one short version: %s', (a, b, isSame) => {
    expect(familyKey(a) === familyKey(b)).toBe(isSame)
  })
})

describe('parentKey()', () => {
  it.each([
    ['2024.02.1-b4', '2024.2'],
    ['1.0', '1'],
    ['1', undefined],
    ['v4.2', undefined],
  ])('of %s is %s', (version, key) => {
    expect(parentKey(version)).toBe(key)
  })
})
