import type { Trust } from '@ingot/contract'
import type { KeyObject } from 'node:crypto'
import { readPublicKey } from './public-key.ts'
import { readTrustedRoot, type TrustedRoot } from './trusted-root.ts'

/** A key that is trusted, under the name that it was given. */
interface TrustedKey {
  readonly name: string
  readonly key: KeyObject
}

/** Identities that are trusted under the same root, so that a certificate is verified once for all of them. */
export interface TrustedIdentities {
  readonly root: TrustedRoot
  readonly identities: readonly TrustedIdentity[]
}

export interface TrustedIdentity {
  readonly name: string
  readonly subject: string
  readonly issuer: string
}

/** Whose signatures count. */
export interface Signers {
  readonly keys: readonly TrustedKey[]
  readonly roots: readonly TrustedIdentities[]
}

/** Reads what is trusted. What cannot be read, which `trustFaults` would have told, makes nothing count. */
export function readSigners(trust: readonly Trust[]): Signers {
  const roots = new Map<string, TrustedIdentity[]>()
  const keys = trust.flatMap(({ name, key }) => {
    const read = key === undefined ? undefined : readPublicKey(key)
    return read === undefined || 'fault' in read ? [] : [{ name, key: read.key }]
  })
  for (const { name, identity } of trust) {
    if (identity === undefined) continue
    const { root, subject, issuer } = identity
    roots.set(root, [...(roots.get(root) ?? []), { name, subject, issuer }])
  }
  return {
    keys,
    roots: [...roots].flatMap(([text, identities]) => {
      const read = readTrustedRoot(text)
      return 'faults' in read ? [] : [{ root: read.root, identities }]
    }),
  }
}
