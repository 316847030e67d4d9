import { IngotError } from '@ingot/contract'
import { describe, expect, it } from 'vitest'
import { parseMoment } from './moment.ts'

describe('parseMoment()', () => {
  it.each([
    ['0', { revision: 0 }],
    ['42', { revision: 42 }],
    ['2026-01-31', { time: new Date('2026-01-31T00:00:00Z') }],
    ['2026-01-31T12:00:00Z', { time: new Date('2026-01-31T12:00:00Z') }],
    ['2026-01-31T12:00:00.5+02:00', { time: new Date('2026-01-31T10:00:00.500Z') }],
    ['2026-01-31T12:00Z', { time: new Date('2026-01-31T12:00:00Z') }],
  ])('reads "%s"', (text, moment) => {
    expect(parseMoment(text)).toEqual(moment)
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
  ])('refuses "%s"', (text) => {
    expect(() => parseMoment(text)).toThrow(IngotError)
  })
})
