const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day may have one digit: some clients print the first nine days of a month so. */
const form =
  /^(?<day>[A-Z][a-z]{2}), (?<date>\d{1,2}) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<time>\d\d:\d\d:\d\d) GMT$/

/**
 * The moment of a date of RFC 1123 in GMT, such as `Fri, 20 Nov 2026 17:35:33 GMT`, in ms since 1970; `undefined` for
 * everything else: other zones, days that are not in the calendar, and days of the week that the date does not have.
 */
export function parseSigningDate(text: string): number | undefined {
  const { day, date, month, year, time } = form.exec(text)?.groups ?? {}
  if (month === undefined || !months.includes(month)) return undefined
  const number = String(months.indexOf(month) + 1).padStart(2, '0')
  const iso = `${year}-${number}-${date?.padStart(2, '0')}T${time}.000Z`
  const moment = new Date(iso)
  // A day such as the 30th of February would be read as one of March.
  if (Number.isNaN(moment.getTime()) || moment.toISOString() !== iso) return undefined
  return days[moment.getUTCDay()] === day ? moment.getTime() : undefined
}
