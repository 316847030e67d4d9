import type { Trust } from '@ingot/contract'
import { plain } from './plain.ts'
import { table } from './table.ts'
import { shortMoment } from './words.ts'

/** Trusted keys and identities, a row each. */
export function trustTable(trust: readonly Trust[]): Promise<string> {
  const rows = trust.map(({ name, identity, created }) => [
    plain(name),
    identity === undefined ? 'key' : 'identity',
    shortMoment(created),
    plain(identity?.subject ?? ''),
    plain(identity?.issuer ?? ''),
  ])
  return table(['NAME', 'KIND', 'SINCE', 'SUBJECT', 'ISSUER'], rows, 'Nobody is trusted to sign images')
}
