import { describe, expect, it } from 'vitest'
import { expiryState, expiresSoonFrom } from './credential-expiry.ts'

const created = '2026-03-01T00:00:00.000Z'
const after = (hours: number) => new Date(Date.parse(created) + hours * 3_600_000)
const ending = (hours: number, rotated?: number) => ({
  created,
  expires: after(hours).toISOString(),
  ...(rotated === undefined ? {} : { rotated: after(rotated).toISOString() }),
})

describe('expiryState()', () => {
  it.each([
    ['12 h', 12, 9.59, 'valid'],
    ['12 h', 12, 9.6, 'expires-soon'],
    ['12 h', 12, 11.99, 'expires-soon'],
    ['12 h', 12, 12, 'expired'],
    ['1 h', 1, 0.79, 'valid'],
    ['1 h', 1, 0.8, 'expires-soon'],
    ['half an hour', 0.5, 0.33, 'valid'],
    ['half an hour', 0.5, 0.34, 'expires-soon'],
    ['a year', 365 * 24, 350 * 24, 'valid'],
    ['a year', 365 * 24, 351 * 24, 'expires-soon'],
    ['no life at all', 0, 0, 'expired'],
    ['less than none', -5, 1, 'expired'],
  ])('of a life of %s (%d h) is after %d h: %s', (_, life, hours, state) => {
    expect(expiryState(ending(life), after(hours))).toBe(state)
  })

  it('counts the life of a secret from its last rotation', () => {
    expect(expiryState(ending(112, 100), after(109))).toBe('valid')
    expect(expiryState(ending(112), after(109))).toBe('expires-soon')
  })

  it('of what does not expire is valid forever', () => {
    expect(expiryState({ created }, after(1e6))).toBe('valid')
    expect(expiresSoonFrom({ created })).toBeUndefined()
  })
})
