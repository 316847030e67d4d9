/** How long a Retry-After header asks to wait, in ms from `now` on: seconds or a date (RFC 9110, section 10.2.3). */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  // Date.parse takes much that is no date of HTTP: a lone number, for one.
  const date = /^[A-Z][a-z]{2,8}, .{1,40}$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
