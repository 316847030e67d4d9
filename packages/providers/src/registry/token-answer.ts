import type { Token } from './token-store.ts'

/** What the token specification says of tokens that do not tell how long they hold, in seconds. */
const defaultLife = 60
/** No token is kept for longer, in seconds. */
const longestLife = 3600
/** A token is not used any more for so long before its end, in ms, or a tenth of its life where that is less. */
const margin = 10_000
const tokenLimit = 32_768

/**
 * Reads the answer of a token service (distribution, spec/auth/token.md); `undefined` where there is no token in it.
 * When it was issued counts where that can be true: in the past, and not so long ago that it would have ended.
 */
export function tokenAnswer(body: Uint8Array, now: number): Token | undefined {
  const answer = parsed(body)
  const text = [answer['token'], answer['access_token']].find(isToken)
  if (text === undefined) return undefined
  const stated = answer['expires_in']
  const isStated = typeof stated === 'number' && Number.isFinite(stated) && stated > 0
  const life = (isStated ? Math.min(stated, longestLife) : defaultLife) * 1000
  const issued = typeof answer['issued_at'] === 'string' ? Date.parse(answer['issued_at']) : Number.NaN
  const start = issued <= now && now < issued + life ? issued : now
  return { text, until: start + life - Math.min(margin, life / 10) }
}

function parsed(body: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString())
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Whether a value can be sent as a token: visible characters alone, since it stands in a header. */
function isToken(value: unknown): value is string {
  return typeof value === 'string' && value.length <= tokenLimit && /^[\x21-\x7e]+$/.test(value)
}
