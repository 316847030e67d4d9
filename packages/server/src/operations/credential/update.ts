import type { Credential, Input, Operations } from '@ingot/contract'
import type { Context, Handler } from '../../context.ts'
import { credentialAnswer } from '../../registries/credential-answer.ts'
import { credentialWritten } from '../../registries/credential-changes.ts'
import { credentialKind } from '../../registries/credential-kind.ts'
import { openCredential } from '../../registries/credential-secret.ts'
import { readCredentialPlace, readExpiry, type CredentialPlace } from '../../registries/read-server.ts'
import { findCredential } from '../../registries/stored-credentials.ts'
import { transact } from '../../transact.ts'

type Body = Input<Operations['updateCredential']>['body']

/** Changes where a credential holds, its name, or its expiry; an empty path takes its limit away. */
export const updateCredential: Handler<'updateCredential'> = async (
  { params, query = {}, body },
  context,
) => {
  const { body: known } = findCredential(await context.ledger.refresh(), params.credential)
  const place = readCredentialPlace(body.server ?? known.server, body.path)
  const kind = await kindAt(context, known, place)
  const outcome = await transact(context, 'credential.update', query, ({ snapshot }) => {
    const credential = changed(findCredential(snapshot, known.id).body, body, place, kind)
    return { changes: credentialWritten(snapshot, credential), answer: credential }
  })
  return credentialAnswer(context, outcome, body.server === undefined ? [] : place.notes)
}

/** What the secret is at another server is for its user to tell, and that is sealed. */
async function kindAt(
  { secrets }: Context,
  credential: Credential,
  { server }: CredentialPlace,
): Promise<Credential['kind'] | undefined> {
  if (server === credential.server) return undefined
  const { username } = await openCredential(secrets, { body: credential })
  return credentialKind(server, username)
}

function changed(
  { path: before, ...credential }: Credential,
  { name, path: given, isDefault, expires }: Body,
  place: CredentialPlace,
  kind: Credential['kind'] | undefined,
): Credential {
  const path = given === undefined ? (place.path ?? before) : place.path
  const ends = readExpiry(expires) ?? credential.expires
  return {
    ...credential,
    ...(name === undefined ? {} : { name }),
    server: place.server,
    ...(path === undefined ? {} : { path }),
    kind: kind ?? credential.kind,
    ...(isDefault === undefined ? {} : { isDefault }),
    ...(ends === undefined ? {} : { expires: ends }),
  }
}
