import fc from 'fast-check'
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { normalPath } from './normal-path.ts'

const path = fc
  .array(
    fc.oneof(fc.constantFrom('', '.', '..', '...', 'a', 'b', '.wh.a', '..a'), fc.string({ maxLength: 3 })),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join('/'))

describe('normalPath()', () => {
  it.each([
    ['usr/bin/python3', 'usr/bin/python3'],
    ['./usr/bin', 'usr/bin'],
    ['/etc/passwd', 'etc/passwd'],
    ['usr/', 'usr'],
    ['.', ''],
    ['./', ''],
    ['/', ''],
    ['', ''],
    ['a//b/./c', 'a/b/c'],
    ['a/../b', 'b'],
    ['.hidden/..also', '.hidden/..also'],
    ['..', undefined],
    ['../etc/passwd', undefined],
    ['a/../../etc/passwd', undefined],
    ['/..', undefined],
    ['./../x', undefined],
  ])('reads %j as %j', (given, expected) => {
    expect(normalPath(given)).toBe(expected)
  })

  it('never leads out, and is normal itself', () => {
    fc.assert(
      fc.property(path, (given) => {
        const normal = normalPath(given)
        if (normal === undefined) return
        expect(normalPath(normal)).toBe(normal)
        expect(normal.split('/')).not.toContain('..')
        expect(normal.startsWith('/')).toBe(false)
      }),
    )
  })

  it('is what the path means to the operating system, or leads out', () => {
    fc.assert(
      fc.property(path, (given) => {
        const meant = posix.normalize(`./${given}`).replace(/\/$/, '')
        const expected = meant === '.' ? '' : meant

        expect(normalPath(given)).toBe(/^\.\.(?:\/|$)/.test(expected) ? undefined : expected)
      }),
    )
  })
})
