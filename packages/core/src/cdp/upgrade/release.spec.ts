import { describe, expect, it } from 'vitest'
import { parseVersion } from '../../version/version.ts'
import { viewEntry } from '../cloudbreak/read-entry.ts'
import { compareReleaseVersions, isStepAhead, patchOf, readVersion, taggedStack } from './release.ts'
import { sampleContents } from './sample-upgrade.ts'

type Parts = readonly [text: string, patch: number | undefined, build: number | undefined]

function release(...[text, patch, build]: Parts) {
  return { text, version: readVersion(text), patch, build }
}

describe('isStepAhead', () => {
  it.each<[Parts, Parts, boolean]>([
    [['7.2.0', 100, 1], ['7.3.1', 200, 2], true],
    [['7.2.9', 100, 1], ['7.2.10', 100, 1], true],
    [['7.2.0', 100, 1], ['7.2.0', 100, 1], true],
    [['7.3.1', 200, 2], ['7.2.0', 300, 9], false],
    [['7.2.2', 100, 1], ['7.2.0', 100, 1], false],
    [['7.2.0', 100, 2], ['7.2.0', 101, 1], true],
    [['7.2.0', 100, 1], ['7.2.0', 100, 2], true],
    [['7.2.0', 100, 2], ['7.2.0', 100, 1], false],
    [['7.2.0', 100, 1], ['7.2.0', 99, 2], false],
    [['7.2.0', 100, 1], ['7.2.1', 99, 0], true],
    [['7.2.0', undefined, 1], ['7.2.0', undefined, 2], true],
    [['7.2.0', undefined, 1], ['7.2.0', 0, 1], true],
    [['7.2.0', 100, 1], ['7.2.0', undefined, 1], false],
    [['7.2.0', 100, undefined], ['7.2.0', 100, 1], false],
    [['7.2.0', 100, 1], ['7.2.0', 100, undefined], false],
    [['7.12.0', undefined, 5], ['7.12.0.0', undefined, 6], true],
    [['7.12.0.0', undefined, 5], ['7.12.0', undefined, 4], false],
  ])('%j to %j is %s', (current, candidate, expected) => {
    expect(isStepAhead(release(...current), release(...candidate))).toBe(expected)
  })

  it('says nothing of versions that cannot be read', () => {
    expect(isStepAhead(release('', 1, 1), release('7.2.0', 1, 1))).toBeUndefined()
    expect(isStepAhead(release('7.2.0', 1, 1), release('latest', 1, 1))).toBeUndefined()
  })
})

it.each([
  ['7.2.17-1.cdh7.2.17.p400.51297892', 400],
  ['7.2.7-1.cdh7.2.7.p0.9408337', 0],
  ['7.2.17', undefined],
  ['7.2.17-1.cdp.x', undefined],
  [`7.2.17-1.p${'9'.repeat(40)}`, undefined],
  [undefined, undefined],
])('reads the patch of %s as %s', (text, patch) => {
  expect(patchOf(text)).toBe(patch)
})

it.each([
  ['7.2.9', '7.2.10', -1],
  ['7.12.0', '7.12.0.0', 0],
  ['7.12.0.0', '7.12.0', 0],
  ['7.9.0-h3', '7.9.0', -1],
  ['8', '7.99', 1],
])('compares %s with %s as %i', (a, b, order) => {
  expect(compareReleaseVersions(parseVersion(a)!, parseVersion(b)!)).toBe(order)
})

it.each([
  ['7.3.1.500', '7.3.1', 500],
  ['7.3.1', '7.3.1', undefined],
  ['7.3', '7.2.17', 100],
  ['7.3.1.5.6', '7.2.17', 100],
  ['7.3.1.x', '7.2.17', 100],
  ['', '7.2.17', 100],
])('takes the tag release-version %j for release %s patch %s', (tag, text, patch) => {
  const entry = viewEntry(sampleContents({ tags: { 'release-version': tag } }))
  expect(taggedStack(entry)).toMatchObject({ text, patch, build: 2000 })
})
