import type { RoleName } from '@ingot/contract'
import type { Ledger, StoredAccessKey } from '@ingot/ledger'
import type { KeyObject } from 'node:crypto'
import type { Actor } from './actor.ts'
import { publicKeyOf } from './public-key.ts'

/** How long a key that was found is trusted without asking the database again, in ms: a revocation is seen within it. */
const trust = 1000

/** How often the last use of a key is noted, in ms. */
const noteEvery = 60_000

/** An access key ready to verify with. */
export interface KnownAccessKey {
  readonly stored: StoredAccessKey
  readonly key: KeyObject
  readonly actor: Actor
}

interface Entry {
  /** Shared by all requests that come while the database is asked. */
  found: Promise<KnownAccessKey | undefined>
  /** When the database was asked, and when a use was noted last. */
  checked: number
  noted: number
}

/** The access keys of a ledger, each asked for once a second at most. */
export interface KnownAccessKeys {
  find(accessKeyId: string, now: number): Promise<KnownAccessKey | undefined>
  /** Notes a use. It neither delays nor fails the request: what it tells is not worth that. */
  noteUse(accessKeyId: string, now: number): void
}

export function knownAccessKeys({ accessKeys }: Pick<Ledger, 'accessKeys'>): KnownAccessKeys {
  const entries = new Map<string, Entry>()

  async function ask(accessKeyId: string, before: Entry | undefined): Promise<KnownAccessKey | undefined> {
    const stored = await accessKeys.byId(accessKeyId)
    if (stored === undefined) return undefined
    const known = await before?.found.catch(() => undefined)
    const key = known?.stored.publicKey === stored.publicKey ? known.key : publicKeyOf(stored)
    return { stored, key, actor: { name: stored.user, role: stored.role as RoleName } }
  }

  function look(accessKeyId: string, now: number): Promise<KnownAccessKey | undefined> {
    const before = entries.get(accessKeyId)
    const found = ask(accessKeyId, before)
    const entry: Entry = { found, checked: now, noted: before?.noted ?? Number.NEGATIVE_INFINITY }
    entries.set(accessKeyId, entry)
    // What is not there is asked for every time, so that made-up ids take no memory.
    const forget = () => entries.get(accessKeyId) === entry && entries.delete(accessKeyId)
    found.then((known) => known ?? forget(), forget)
    return found
  }

  return {
    find: (accessKeyId, now) => {
      const entry = entries.get(accessKeyId)
      const isFresh = entry !== undefined && Math.abs(now - entry.checked) < trust
      return isFresh ? entry.found : look(accessKeyId, now)
    },
    noteUse: (accessKeyId, now) => {
      const entry = entries.get(accessKeyId)
      if (entry === undefined || now - entry.noted < noteEvery) return
      entry.noted = now
      accessKeys.touch(accessKeyId, new Date(now).toISOString()).catch(() => undefined)
    },
  }
}
