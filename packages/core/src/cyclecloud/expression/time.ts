import type { AbsoluteTimeValue, RelativeTimeValue } from './value.ts'

const SECONDS_OF: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 }
const UNIT_FORM = /^[+-]?(?:\d{1,15}(?:\.\d{1,9})?[dhms])+$/i
const CLOCK_FORM =
  /^(?<sign>[+-]?)(?:(?<days>\d{1,9})\+)?(?<hours>\d{1,2}):(?<minutes>\d{2}):(?<seconds>\d{2}(?:\.\d{1,9})?)$/
const MOMENT_FORM =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?)?)?\s*(?<zone>Z|[+-]\d\d:?\d\d)?$/i

/** JavaScript dates, and so our moments, end here: 100,000,000 days from 1970 either way. */
const LAST_MILLISECOND = 8.64e15

/**
 * What stands between back-ticks: a duration (`10m`, `1h30m`, `1+02:03:04`) or a moment (`2024-03-01`,
 * `2024-03-01 16:34:54.045927-06:00`; UTC where no zone is given). Nothing when it is neither.
 */
export function parseTime(text: string): AbsoluteTimeValue | RelativeTimeValue | undefined {
  const seconds = parseDuration(text.trim())
  if (seconds !== undefined) return { type: 'reltime', seconds, text }
  const milliseconds = parseMoment(text.trim())
  return milliseconds === undefined ? undefined : { type: 'abstime', milliseconds, text }
}

/** The duration as a value with a text of its own. */
export function relativeTime(seconds: number): RelativeTimeValue | undefined {
  const text = `${seconds}s`
  return parseDuration(text) === seconds ? { type: 'reltime', seconds, text } : undefined
}

/** The moment as a value with a text of its own, in UTC; nothing when no calendar date says it. */
export function absoluteTime(milliseconds: number): AbsoluteTimeValue | undefined {
  const whole = Math.round(milliseconds)
  if (!(Math.abs(whole) <= LAST_MILLISECOND)) return undefined
  const text = new Date(whole).toISOString()
  return parseMoment(text) === whole ? { type: 'abstime', milliseconds: whole, text } : undefined
}

function parseDuration(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1
  if (UNIT_FORM.test(text)) {
    let seconds = 0
    for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)([dhms])/gi)) {
      seconds += Number(amount) * SECONDS_OF[unit!.toLowerCase()]!
    }
    return sign * seconds
  }
  const groups = CLOCK_FORM.exec(text)?.groups
  if (groups === undefined) return undefined
  const days = Number(groups['days'] ?? 0)
  return (
    sign *
    (days * 86_400 +
      Number(groups['hours']) * 3_600 +
      Number(groups['minutes']) * 60 +
      Number(groups['seconds']))
  )
}

function parseMoment(text: string): number | undefined {
  const groups = MOMENT_FORM.exec(text)?.groups
  if (groups === undefined) return undefined
  const [year, month, day] = [Number(groups['year']), Number(groups['month']), Number(groups['day'])]
  const [hour, minute, second] = [
    Number(groups['hour'] ?? 0),
    Number(groups['minute'] ?? 0),
    Number(groups['second'] ?? 0),
  ]
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1) return undefined
  const fraction = Number(`0.${groups['fraction'] ?? '0'}`)
  const offset = zoneMinutes(groups['zone'])
  if (offset === undefined) return undefined
  return date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1_000 + Math.floor(fraction * 1_000)
}

function zoneMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 23 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
