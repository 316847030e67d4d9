import { IngotError } from '@ingot/contract'

/** What `at` asks for: a revision, or a time. Throws `INVALID_MOMENT`. */
export function parseMoment(text: string): { revision: number } | { time: Date } {
  if (/^\d{1,15}$/.test(text)) return { revision: Number(text) }
  // A date alone means its beginning in UTC; a time without a zone would mean another moment on every machine.
  const hasZone = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/i.test(
    text,
  )
  const time = new Date(text)
  if (!hasZone || Number.isNaN(time.getTime())) {
    throw new IngotError(
      'INVALID_MOMENT',
      `Cannot read the moment "${text}": expected a revision or an RFC 3339 time`,
    )
  }
  return { time }
}
