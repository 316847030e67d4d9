import { IngotError } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { parseMoment } from './moment.ts'

describe('parseMoment()', () => {
  it.each([
    ['0', 0],
    ['42', 42],
  ])('reads "%s" as a revision', (text, revision) => {
    expect(parseMoment(text)).toEqual({ point: { revision } })
  })

  it.each([
    ['2026-01-31', '2026-01-31T00:00:00Z'],
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z'],
    ['2026-01-31T12:00:00.5+02:00', '2026-01-31T10:00:00.500Z'],
    ['2026-01-31T12:00Z', '2026-01-31T12:00:00Z'],
  ])('reads "%s" as a time', (text, time) => {
    expect(parseMoment(text)).toEqual({ point: { time: new Date(time) }, time: new Date(time) })
  })

  it('reads a revision that is judged at a time of its own', () => {
    expect(parseMoment('42@2026-01-31T12:00:00.000Z')).toEqual({
      point: { revision: 42 },
      time: new Date('2026-01-31T12:00:00Z'),
    })
  })

  it.each([
    '',
    '-1',
    '1.5',
    'yesterday',
    '2026-01-31T12:00:00',
    '2026-02-31T25:00:00Z',
    '1e3',
    '9'.repeat(30),
    '01/02/2026',
    '42@',
    '42@43',
    '42@2026-01-31T12:00:00',
    '42@2026-01-31@2026-01-31',
    '@2026-01-31',
  ])('refuses "%s"', (text) => {
    expect(() => parseMoment(text)).toThrow(IngotError)
  })
})
