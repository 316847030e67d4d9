import { IngotError, type Credential } from '@ingot/contract'
import type { OciReference } from '@ingot/core'
import type { Document, Snapshot } from '@ingot/ledger'
import type { Handler } from '../../context.ts'
import { checkRegistry } from '../../registries/check-registry.ts'
import { saveRegistryCheck } from '../../registries/check-state.ts'
import { credentialFor } from '../../registries/credential-for.ts'
import { readTryReference } from '../../registries/read-reference.ts'
import { findCredential } from '../../registries/stored-credentials.ts'
import { findRegistry } from '../../registries/stored-registries.ts'

/** Asks a registry whether it is there, or for the manifest of an image, and remembers what came of it. */
export const testRegistry: Handler<'testRegistry'> = async ({ params, body }, context) => {
  const { ledger, now } = context
  const snapshot = await ledger.refresh()
  const { body: registry } = findRegistry(snapshot, params.registry)
  const { server } = registry
  const reference = readTryReference(body.reference, server)
  const credential =
    reference === undefined
      ? credentialOfServer(snapshot, server, body.credential)
      : credentialFor(snapshot, reference, { at: now, wanted: body.credential }).credential
  const found = await checkRegistry(context, { server, reference, credential })
  const check = await saveRegistryCheck(ledger.jobs, registry, found)
  return { revision: snapshot.revision, at: now.toISOString(), check }
}

/** A credential goes to no server but its own, nor to another because somebody says so. */
function credentialOfServer(
  snapshot: Snapshot,
  server: OciReference['registry'],
  wanted: string | undefined,
): Document<Credential> | undefined {
  if (wanted === undefined) return undefined
  const credential = findCredential(snapshot, wanted)
  if (credential.body.server === server) return credential
  throw new IngotError(
    'INVALID_INPUT',
    `The credential "${credential.body.name}" is for "${credential.body.server}", but the registry is "${server}"`,
  )
}
