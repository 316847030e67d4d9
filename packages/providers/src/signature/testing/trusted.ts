import type { Trust } from '@ingot/contract'
import { publicPem, type FakeTrustedRoot } from '@ingot/testkit'
import type { KeyObject } from 'node:crypto'

const created = '2026-01-01T00:00:00.000Z'

/** Trust in a key, given by either half of it. */
export function trustedKey(name: string, key: KeyObject): Trust {
  return { name, key: publicPem(key), created }
}

/** Trust in an identity. */
export function trustedIdentity(
  name: string,
  identity: { subject: string; issuer: string },
  root: FakeTrustedRoot,
): Trust {
  return { name, identity: { ...identity, root: JSON.stringify(root) }, created }
}
