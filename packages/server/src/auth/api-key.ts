import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { RoleName } from '@ingot/contract'
import type { Ledger, StoredKey } from '@ingot/ledger'
import type { Actor, Authenticate } from './actor.ts'

const PREFIX = 'ingot_'

/** How long a key that was found is trusted without asking the database again, in ms: a revocation is seen within it. */
const trust = 1000

/** How often the last use of a key is noted, in ms. */
const noteEvery = 60_000

/** Makes a key of 32 random bytes: what the user gets, and what is stored of it. */
export function makeKey(
  name: string,
  role: RoleName,
  now: Date,
  expires?: string,
): { key: string; stored: StoredKey } {
  const key = PREFIX + randomBytes(32).toString('base64url')
  const stored: StoredKey = {
    id: randomUUID(),
    name,
    role,
    prefix: key.slice(0, PREFIX.length + 4),
    hash: hashOf(key),
    created: now.toISOString(),
    ...(expires === undefined ? {} : { expires }),
  }
  return { key, stored }
}

/** SHA-256 suffices: a key of 256 random bits cannot be guessed from a list, as a password could. */
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

interface Known {
  actor: Actor
  stored: StoredKey
  checked: number
  noted: number
}

/**
 * Authenticates `Authorization: Bearer KEY` against the keys of the ledger; also `Authorization: KEY`, as clients of the
 * CDP API send an access token.
 */
export function authenticateByKey(ledger: Ledger, clock: () => number = Date.now): Authenticate {
  const known = new Map<string, Known>()

  async function look(key: string, now: number): Promise<Actor | undefined> {
    const hash = hashOf(key)
    const stored = await ledger.keys.byHash(hash)
    if (stored === undefined || isExpired(stored, now)) {
      known.delete(key)
      return undefined
    }
    const actor: Actor = { name: stored.name, role: stored.role as RoleName }
    const noted = known.get(key)?.noted ?? 0
    const entry: Known = { actor, stored, checked: now, noted }
    known.set(key, entry)
    if (now - noted >= noteEvery) {
      entry.noted = now
      await ledger.keys.touch(stored.id, new Date(now).toISOString())
    }
    return actor
  }

  return (authorization) => {
    const key = bearerToken(authorization)
    if (key === undefined) return undefined
    const now = clock()
    const entry = known.get(key)
    if (entry !== undefined && now - entry.checked < trust && !isExpired(entry.stored, now))
      return entry.actor
    return look(key, now)
  }
}

function bearerToken(authorization: string | undefined): string | undefined {
  const token = authorization?.replace(/^bearer /i, '').trim() ?? ''
  return token.startsWith(PREFIX) && token.length <= 128 ? token : undefined
}

function isExpired(key: StoredKey, now: number): boolean {
  return key.expires !== undefined && Date.parse(key.expires) <= now
}
