import { IngotError, type Fault } from '@ingot/contract'
import type { StoredAccessKey } from '@ingot/ledger'
import { accessKeyView } from '../../auth/access-key-view.ts'
import { makeAccessKey, makeKeyPair } from '../../auth/access-key.ts'
import { acceptPublicKey, type AcceptedKey } from '../../auth/public-key.ts'
import type { Handler } from '../../context.ts'

/**
 * Creates an access key. Only its public key is kept: where a pair was made, this answer is the only place that shows
 * the private one. Throws `INVALID_INPUT` for a public key that is none or has another owner already.
 */
export const createAccessKey: Handler<'createAccessKey'> = async ({ body, query = {} }, { ledger, now }) => {
  const { user, role = 'editor', expires } = body
  const taken = body.publicKey === undefined ? makeKeyPair() : acceptPublicKey(body.publicKey)
  const present = body.publicKey === undefined ? [] : await ledger.accessKeys.list()
  const faults = [
    ...userFaults(user),
    ...expiryFaults(expires, now),
    ...('faults' in taken ? taken.faults : sharedKeyFaults(taken, present)),
  ]
  if (faults.length > 0 || 'faults' in taken) throw refusal(faults)

  const stored = makeAccessKey(taken, { user, role, ...(expires === undefined ? {} : { expires }) }, now)
  if (query.dryRun === true) return accessKeyView(stored)
  await ledger.accessKeys.insert(stored)
  return {
    ...accessKeyView(stored),
    ...('privateKey' in taken ? { privateKey: taken.privateKey } : {}),
  }
}

function refusal(faults: readonly Fault[]): IngotError {
  return new IngotError('INVALID_INPUT', faults.map(({ message }) => message).join('. '), { faults })
}

/** The user is a name in the log and in lists of rights, where what cannot be seen would make two of one. */
function userFaults(user: string): Fault[] {
  if (user === user.trim() && !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(user)) return []
  return [fault('/body/user', 'The user has invisible characters, or spaces at an end')]
}

function expiryFaults(expires: string | undefined, now: Date): Fault[] {
  if (expires === undefined || Date.parse(expires) > now.getTime()) return []
  return [fault('/body/expires', `The key would have expired already: it is ${now.toISOString()}`)]
}

/** The id of a key is not signed: of two with one public key, a request could be passed off as the other's. */
function sharedKeyFaults({ publicKey }: AcceptedKey, present: readonly StoredAccessKey[]): Fault[] {
  const other = present.find((key) => key.publicKey === publicKey)
  if (other === undefined) return []
  const message = `The public key is that of the access key "${other.accessKeyId}" of "${other.user}"; revoke that first`
  return [fault('/body/publicKey', message)]
}

function fault(path: string, message: string): Fault {
  return { severity: 'error', code: 'INVALID_VALUE', path, message }
}
