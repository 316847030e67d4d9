import { IngotError } from '@ingot/contract'
import type { Point } from '@ingot/ledger'

/** What a read asks for: what was known then, and the time that lifecycles are judged at: that of the commit unless said. */
export interface Moment {
  readonly point: Point
  readonly time?: Date
}

/** What `at` asks for: a revision, a time, or a revision judged at a time, as `42@2026-…`. Throws `INVALID_MOMENT`. */
export function parseMoment(text: string): Moment {
  const found = /^(?<revision>\d{1,15})(?:@(?<judged>.*))?$/s.exec(text)?.groups
  if (found?.['revision'] === undefined) {
    const time = parseTime(text, text)
    return { point: { time }, time }
  }
  const { revision, judged } = found
  const point = { revision: Number(revision) }
  return judged === undefined ? { point } : { point, time: parseTime(judged, text) }
}

function parseTime(text: string, given: string): Date {
  // A date alone means its beginning in UTC; a time without a zone would mean another moment on every machine.
  const hasZone = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/i.test(
    text,
  )
  const time = new Date(text)
  if (hasZone && !Number.isNaN(time.getTime())) return time
  throw new IngotError(
    'INVALID_MOMENT',
    `Cannot read the moment "${given}": expected a revision or an RFC 3339 time`,
  )
}
