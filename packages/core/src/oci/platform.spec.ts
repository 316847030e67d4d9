import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePlatform, platformText, toPlatform } from './platform.ts'

describe('parsePlatform()', () => {
  it.each([
    ['linux/amd64', 'linux/amd64'],
    ['Linux/AMD64', 'linux/amd64'],
    [' linux/amd64 ', 'linux/amd64'],
    ['linux/x86_64', 'linux/amd64'],
    ['linux/amd64/v1', 'linux/amd64'],
    ['linux/amd64/v3', 'linux/amd64/v3'],
    ['linux/arm64', 'linux/arm64'],
    ['linux/arm64/v8', 'linux/arm64'],
    ['linux/arm64/8', 'linux/arm64'],
    ['linux/aarch64', 'linux/arm64'],
    ['linux/arm', 'linux/arm/v7'],
    ['linux/arm/7', 'linux/arm/v7'],
    ['linux/arm/v6', 'linux/arm/v6'],
    ['linux/armhf', 'linux/arm/v7'],
    ['linux/armel', 'linux/arm/v6'],
    ['linux/i386', 'linux/386'],
    ['windows/amd64', 'windows/amd64'],
    ['linux/ppc64le', 'linux/ppc64le'],
  ])('reads %j as %s', (text, expected) => {
    const { platform } = parsePlatform(text)

    expect(platform && platformText(platform)).toBe(expected)
  })

  it.each([
    '',
    'linux',
    'amd64',
    'linux/',
    '/amd64',
    'linux/arm/',
    'linux/arm/v7/x',
    'li nux/amd64',
    'linux/am\nd64',
  ])('refuses %j with a sentence', (text) => {
    expect(parsePlatform(text).fault).toMatch(
      /Expected a platform as os\/architecture, such as linux\/amd64, got/,
    )
  })

  it('reads what it writes', () => {
    const part = fc.stringMatching(/^[a-z0-9_][a-z0-9_.-]{0,10}$/)
    const variant = fc.option(part, { nil: '' })
    fc.assert(
      fc.property(part, part, variant, (os, architecture, variant) => {
        const platform = toPlatform(os, architecture, variant)
        expect(parsePlatform(platformText(platform)).platform).toEqual(platform)
      }),
    )
  })
})
