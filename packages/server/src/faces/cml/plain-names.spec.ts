import { describe, expect, it } from 'vitest'
import { plainNames } from './plain-names.ts'

describe('plainNames()', () => {
  it.each([
    [{}, {}],
    [{ page_size: 1 }, { page_size: 1 }],
    [{ pageSize: 1 }, { page_size: 1 }],
    [
      { dockerCredentialId: 'x', url: 'y' },
      { docker_credential_id: 'x', url: 'y' },
    ],
    [{ page_size: null, pageSize: 1 }, { page_size: 1 }],
    [{ page_size: null }, {}],
    [
      { url: '', password: false },
      { url: '', password: false },
    ],
  ])('of %j are %j', (given, plain) => {
    expect(plainNames<unknown>(given)).toEqual(plain)
  })

  it('refuses a member that is given by both of its names', () => {
    expect(() => plainNames({ is_default: true, isDefault: false })).toThrow(
      '"isDefault" is the member "is_default" by another name; give one of them',
    )
  })

  it('makes members of nothing but what is given', () => {
    const given = JSON.parse('{"__proto__": {"url": "x"}, "url": "y"}') as Record<string, unknown>

    expect(Object.entries(plainNames(given))).toEqual([
      ['__proto__', { url: 'x' }],
      ['url', 'y'],
    ])
  })
})
