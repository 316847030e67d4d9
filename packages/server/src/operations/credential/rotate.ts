import type { Credential, Input, Operations, Sealed } from '@ingot/contract'
import type { Handler } from '../../context.ts'
import { credentialAnswer } from '../../registries/credential-answer.ts'
import { credentialWritten } from '../../registries/credential-changes.ts'
import { credentialKind, kindExpiry } from '../../registries/credential-kind.ts'
import { openCredential } from '../../registries/credential-secret.ts'
import { readExpiry } from '../../registries/read-server.ts'
import { findCredential } from '../../registries/stored-credentials.ts'
import { transactSealed } from '../../registries/transact-sealed.ts'
import { destroySecret } from '../../secrets/destroy-secret.ts'

type Body = Input<Operations['rotateCredential']>['body']

/**
 * Gives a credential another password, and another user where one is given. The key of what it held before is destroyed:
 * nobody can open that any more, in any revision.
 */
export const rotateCredential: Handler<'rotateCredential'> = async (
  { params, query = {}, body },
  context,
) => {
  const known = findCredential(await context.ledger.refresh(), params.credential)
  const username = body.username ?? (await openCredential(context.secrets, known)).username
  const outcome = await transactSealed(context, {
    action: 'credential.rotate',
    query,
    id: known.id,
    secret: { username, password: body.password },
    decide: ({ snapshot, at }, sealed) => {
      const before = findCredential(snapshot, known.id).body
      const credential = rotated(before, { ...body, username }, sealed, at)
      const changes = credentialWritten(snapshot, credential)
      return { changes, answer: { credential, replaced: before.sealed.key } }
    },
  })
  const { credential, replaced } = outcome.answer
  if (!outcome.dryRun) await destroySecret(context, replaced)
  return credentialAnswer(context, { ...outcome, answer: credential })
}

/** A new secret has an end of its own: what was said of the old one's says nothing about it. */
function rotated(
  { expires: _, ...credential }: Credential,
  { username, expires: given }: Body & { username: string },
  sealed: Sealed,
  at: Date,
): Credential {
  const kind = credentialKind(credential.server, username)
  const expires = readExpiry(given) ?? kindExpiry(kind, at)
  return {
    ...credential,
    kind,
    ...(expires === undefined ? {} : { expires }),
    sealed,
    rotated: at.toISOString(),
  }
}
