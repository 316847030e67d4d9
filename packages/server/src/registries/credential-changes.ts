import { IngotError, type Credential } from '@ingot/contract'
import { isSameJson } from '@ingot/core'
import type { Change, Snapshot } from '@ingot/ledger'
import { credentialNamed, credentialsOf } from './stored-credentials.ts'

/**
 * The changes that store a credential; none where it is stored so. One that is the default takes that from the one that was, for the same server and
 * path. Throws `CREDENTIAL_EXISTS` where another has its name.
 */
export function credentialWritten(snapshot: Snapshot, credential: Credential): Change[] {
  refuseTaken(snapshot, credential)
  const others = credential.isDefault ? defaultsBeside(snapshot, credential) : []
  const written = [credential, ...others.map((other) => ({ ...other, isDefault: false }))]
  return written
    .filter((body) => !isSameJson(snapshot.get('credential', body.id)?.body, body))
    .map((body) => ({ kind: 'credential', id: body.id, body }))
}

function refuseTaken(snapshot: Snapshot, { id, name }: Credential): void {
  const other = credentialNamed(snapshot, name)
  if (other === undefined || other.id === id) return
  throw new IngotError(
    'CREDENTIAL_EXISTS',
    `A credential named "${name}" exists already, for "${other.body.server}"`,
  )
}

function defaultsBeside(snapshot: Snapshot, { id, server, path }: Credential): Credential[] {
  const same = credentialsOf(snapshot, server).map(({ body }) => body)
  return same.filter((other) => other.id !== id && other.isDefault && other.path === path)
}
