import { describe, expect, it } from 'vitest'
import { parseUrn, urnText } from './marketplace-urn.ts'

describe('parseUrn', () => {
  it.each([
    ['Canonical:ubuntu-24_04-lts:server:24.04.1', { sku: 'server', version: '24.04.1' }],
    ['Canonical:ubuntu-24_04-lts:server:LATEST', { sku: 'server' }],
  ])('reads %s', (text, parts) => {
    expect(parseUrn(text)).toEqual({ publisher: 'Canonical', offer: 'ubuntu-24_04-lts', ...parts })
  })

  it.each(['web', 'a:b:c', 'a:b:c:d:e', 'a::c:1.0.0', 'a:..:c:1.0.0', 'a:b/c:d:1.0.0'])(
    'takes "%s" for no URN',
    (text) => {
      expect(parseUrn(text)).toBeUndefined()
    },
  )

  it('writes what it reads', () => {
    expect(urnText(parseUrn('a:b:c:1.2.3')!)).toBe('a:b:c:1.2.3')
    expect(urnText(parseUrn('a:b:c:Latest')!)).toBe('a:b:c:latest')
  })
})
