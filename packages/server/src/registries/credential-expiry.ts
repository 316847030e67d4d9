import type { Credential, CredentialView } from '@ingot/contract'

type Dated = Pick<Credential, 'expires' | 'rotated' | 'created'>

const minute = 60_000
const day = 24 * 60 * minute

/** A credential is to be replaced in the last fifth of its life; of a short one and of a long one that would be odd. */
const share = 0.2
const shortestNotice = 10 * minute
const longestNotice = 14 * day

/**
 * From when on a credential expires soon, in epoch ms; `undefined` for one that does not expire: in the last fifth of
 * its life, but not later than ten minutes and not earlier than 14 days before its end.
 */
export function expiresSoonFrom({ expires, rotated, created }: Dated): number | undefined {
  if (expires === undefined) return undefined
  const end = Date.parse(expires)
  const life = end - Date.parse(rotated ?? created)
  return end - Math.min(Math.max(life * share, shortestNotice), longestNotice)
}

/** The state of a credential by its expiry alone. */
export function expiryState(credential: Dated, at: Date): CredentialView['state'] {
  const soon = expiresSoonFrom(credential)
  if (credential.expires === undefined || soon === undefined) return 'valid'
  if (at.getTime() >= Date.parse(credential.expires)) return 'expired'
  return at.getTime() >= soon ? 'expires-soon' : 'valid'
}
