import { describe, expect, it } from 'vitest'
import { durationInSeconds, durationText } from './duration.ts'

describe('durationInSeconds()', () => {
  it.each([
    ['90s', 90],
    ['15m', 900],
    ['6h', 21_600],
    ['1d', 86_400],
  ])('reads %s, and durationText() writes it', (text, seconds) => {
    expect(durationInSeconds(text)).toBe(seconds)
    expect(durationText(seconds)).toBe(text)
  })

  it.each(['', '15', 'm', '1.5h', '-1m', '15 m', '15min', '1h30m', '9999999999s', '１m'])(
    'refuses "%s"',
    (text) => {
      expect(() => durationInSeconds(text)).toThrow('Expected a length of time such as 90s, 15m, 6h or 1d')
    },
  )
})

describe('durationText()', () => {
  it.each([
    [7200, '2h'],
    [61, '61s'],
    [172_800, '2d'],
  ])('writes %i in the largest unit that holds it whole', (seconds, text) => {
    expect(durationText(seconds)).toBe(text)
  })
})
