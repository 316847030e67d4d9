import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSigningDate } from './signing-date.ts'

describe('the date of a signature', () => {
  it.each([
    ['Fri, 20 Nov 2026 17:35:33 GMT', '2026-11-20T17:35:33.000Z'],
    ['Sun, 01 Nov 2026 00:00:00 GMT', '2026-11-01T00:00:00.000Z'],
    ['Sun, 1 Nov 2026 00:00:00 GMT', '2026-11-01T00:00:00.000Z'],
    ['Tue, 29 Feb 2028 23:59:59 GMT', '2028-02-29T23:59:59.000Z'],
  ])('%s is read', (text, moment) => {
    expect(parseSigningDate(text)).toBe(Date.parse(moment))
  })

  it.each([
    ['another day of the week', 'Thu, 20 Nov 2026 17:35:33 GMT'],
    ['no day of the week', '20 Nov 2026 17:35:33 GMT'],
    ['a made-up day', 'Fry, 20 Nov 2026 17:35:33 GMT'],
    ['a made-up month', 'Fri, 20 Nox 2026 17:35:33 GMT'],
    ['a month of a prototype', 'Fri, 20 con 2026 17:35:33 GMT'],
    ['a long day of the week', 'Friday, 20-Nov-26 17:35:33 GMT'],
    ['the form of asctime', 'Fri Nov 20 17:35:33 2026'],
    ['UTC', 'Fri, 20 Nov 2026 17:35:33 UTC'],
    ['an offset of zero', 'Fri, 20 Nov 2026 17:35:33 +0000'],
    ['another zone', 'Fri, 20 Nov 2026 18:35:33 +0100'],
    ['a zone by name', 'Fri, 20 Nov 2026 12:35:33 EST'],
    ['no zone', 'Fri, 20 Nov 2026 17:35:33'],
    ['RFC 3339', '2026-11-20T17:35:33Z'],
    ['seconds since 1970', '1795196133'],
    ['a day that is not', 'Mon, 30 Feb 2026 17:35:33 GMT'],
    ['a day in no leap year', 'Sun, 29 Feb 2026 17:35:33 GMT'],
    ['the day zero', 'Sat, 00 Nov 2026 17:35:33 GMT'],
    ['the hour 24', 'Fri, 20 Nov 2026 24:00:00 GMT'],
    ['the minute 60', 'Fri, 20 Nov 2026 17:60:00 GMT'],
    ['a leap second', 'Fri, 20 Nov 2026 17:35:60 GMT'],
    ['no seconds', 'Fri, 20 Nov 2026 17:35 GMT'],
    ['two digits of a year', 'Fri, 20 Nov 26 17:35:33 GMT'],
    ['lower case', 'fri, 20 nov 2026 17:35:33 gmt'],
    ['two spaces', 'Fri,  20 Nov 2026 17:35:33 GMT'],
    ['something before it', ' Fri, 20 Nov 2026 17:35:33 GMT'],
    ['something after it', 'Fri, 20 Nov 2026 17:35:33 GMT\n'],
    ['two dates', 'Fri, 20 Nov 2026 17:35:33 GMT, Fri, 20 Nov 2026 17:35:33 GMT'],
    ['other digits', 'Fri, ２０ Nov 2026 17:35:33 GMT'],
    ['nothing', ''],
  ])('with %s is none', (_, text) => {
    expect(parseSigningDate(text)).toBeUndefined()
  })

  it('is what the clock of JavaScript prints, for every second of a long time', () => {
    const seconds = fc.integer({ min: 0, max: 253_402_300_799 })
    fc.assert(
      fc.property(seconds, (second) => {
        expect(parseSigningDate(new Date(second * 1000).toUTCString())).toBe(second * 1000)
      }),
    )
  })
})
