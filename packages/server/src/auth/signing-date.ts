/** The length of `Fri, 20 Nov 2026 17:35:33 GMT`; what is longer is not looked at. */
const LENGTH = 29

/**
 * The moment of a date of RFC 1123 in GMT, such as `Fri, 20 Nov 2026 17:35:33 GMT`, in ms since 1970; `undefined` for
 * everything else: other zones, days that are not in the calendar, and days of the week that the date does not have.
 */
export function parseSigningDate(text: string): number | undefined {
  if (text.length > LENGTH) return undefined
  // Some clients print the first nine days of a month with one digit.
  const whole = text.replace(/^(?<day>[A-Z][a-z]{2}), (?=\d )/, '$<day>, 0')
  const moment = new Date(whole)
  // The parser takes much; what it printed itself it can only have taken from this one form.
  if (Number.isNaN(moment.getTime()) || moment.toUTCString() !== whole) return undefined
  return moment.getTime()
}
