import { describe, expect, it } from 'vitest'
import { blockedPath } from './blocked-path.ts'
import { readVersion } from './release.ts'
import { blockedPaths, describePattern, isInUpgradeMatrix } from './upgrade-paths.ts'

function release(text: string) {
  const [, version = '', patch] = /^(\d+\.\d+\.\d+)(?:\.(\d+))?$/.exec(text) ?? []
  return {
    text,
    version: readVersion(version),
    patch: patch === undefined ? undefined : Number(patch),
    build: 1,
  }
}

it.each([
  ['7.2.16.0', '7.3.1.0', false],
  ['7.2.16.0', '7.3.1.300', false],
  ['7.2.17.100', '7.3.1.300', false],
  ['7.2.17.200', '7.3.1.0', true],
  ['7.2.17.500', '7.3.1.300', true],
  ['7.2.17.600', '7.3.1.100', false],
  ['7.2.17.600', '7.3.1.200', true],
  ['7.2.17.1100', '7.2.17.1200', true],
  ['7.2.18.200', '7.3.1.0', true],
  ['7.2.18.300', '7.3.1.100', false],
  ['7.2.18.300', '7.3.1.200', true],
  ['7.2.17.100', '7.3.2.0', true],
  ['7.2.16.0', '7.2.18.1100', false],
  ['7.2.18.1100', '7.2.18.1100', false],
  ['7.2.18.1100', '7.2.18.1099', false],
  ['7.2.18.1100', '7.2.18.1101', false],
  ['7.2.18.1099', '7.2.18.1101', true],
  ['7.2.18.1100', '7.3.1.400', false],
  ['7.2.18.1100', '7.3.1.500', true],
  ['7.2.18.1200', '7.3.2.0', false],
  ['7.2.18.1200', '7.3.2.100', true],
  ['7.3.1.800', '7.3.2.0', false],
  ['7.3.1.900', '7.3.2', false],
  ['7.3.1.799', '7.3.2.0', true],
  ['7.3.1', '7.3.2', true],
])('goes from %s to %s: %s', (from, to, isOpen) => {
  expect(blockedPath(release(from), release(to)) === undefined).toBe(isOpen)
})

it.each([
  ['7.1.0', '7.2.11', true],
  ['7.1.0', '7.2.10', false],
  ['7.2.0', '7.2.18', true],
  ['7.2.16', '7.2.17', true],
  ['7.2.17', '7.2.16', false],
  ['7.2.17', '7.2.17', false],
  ['7.2.3', '7.2.17', false],
  ['7.2.12', '7.2.13', false],
  ['7.2.18', '7.3.1', true],
  ['7.3.1', '7.3.2', true],
  ['7.3.2', '7.3.3', true],
  ['7.3.1', '7.4.0', false],
  ['constructor', '7.3.1', false],
])('lets a Data Lake go from %s to %s: %s', (from, to, isOpen) => {
  expect(isInUpgradeMatrix(from, to)).toBe(isOpen)
})

describe('describePattern', () => {
  it('tells all blocked ways apart', () => {
    const ways = blockedPaths.map(({ from, to }) => `${describePattern(from)} → ${describePattern(to)}`)
    expect(new Set(ways).size).toBe(10)
    expect(ways).toContain('7.3.1.800 and later patches → 7.3.2.0')
    expect(ways).toContain('releases before 7.2.17 → any patch of 7.3.1')
    expect(ways).toContain('7.2.18.1100 → 7.2.18.0 to 7.2.18.1099')
  })
})
