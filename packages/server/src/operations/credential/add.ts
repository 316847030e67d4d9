import type { Credential, Input, Operations, Sealed } from '@ingot/contract'
import { randomUUID } from 'node:crypto'
import type { Handler } from '../../context.ts'
import { credentialAnswer } from '../../registries/credential-answer.ts'
import { credentialWritten } from '../../registries/credential-changes.ts'
import { credentialKind, kindExpiry } from '../../registries/credential-kind.ts'
import { readCredentialPlace, readExpiry, type CredentialPlace } from '../../registries/read-server.ts'
import { transactSealed } from '../../registries/transact-sealed.ts'
import type { View } from '../../view.ts'

type Body = Input<Operations['addCredential']>['body']

/** Adds user and password for a registry. Both are sealed before they become part of a document. */
export const addCredential: Handler<'addCredential'> = async ({ query = {}, body }, context) => {
  const place = readCredentialPlace(body.server, body.path)
  const id = randomUUID()
  const outcome = await transactSealed(context, {
    action: 'credential.add',
    query,
    id,
    secret: body,
    decide: (view, sealed) => {
      const credential = credentialOf(view, id, body, place, sealed)
      return { changes: credentialWritten(view.snapshot, credential), answer: credential }
    },
  })
  return credentialAnswer(context, outcome, place.notes)
}

function credentialOf(
  { at, access }: View,
  id: string,
  body: Body,
  { server, path }: CredentialPlace,
  sealed: Sealed,
): Credential {
  const kind = credentialKind(server, body.username)
  const expires = readExpiry(body.expires) ?? kindExpiry(kind, at)
  return {
    id,
    name: body.name,
    server,
    ...(path === undefined ? {} : { path }),
    kind,
    isDefault: body.isDefault === true,
    ...(expires === undefined ? {} : { expires }),
    sealed,
    owner: access.actor.name,
    created: at.toISOString(),
  }
}
