import { IngotError, type Credential } from '@ingot/contract'
import type { OciRepository } from '@ingot/core'
import type { Document, Snapshot } from '@ingot/ledger'
import { expiryState } from './credential-expiry.ts'
import { credentialsOf, findCredential } from './stored-credentials.ts'

/** The credential that a repository is read with, and what is to be said about it. */
export interface CredentialChoice {
  /** `undefined` where none is for the repository: then it is read as anybody may. */
  readonly credential: Document<Credential> | undefined
  /** A sentence about a credential that has expired. */
  readonly warning?: string
}

interface Choosing {
  /** The moment that expiry is judged at. */
  readonly at: Date
  /** The id or the name of the one to take. */
  readonly wanted?: string | undefined
}

/**
 * The credential for a repository: the one that is wanted, or else of those for its very server the one with the longest
 * path that the repository is under; among equals the default, then the newest. One that has expired is taken only where
 * nothing else fits, and with a warning. One of another server is never taken, default or not; one that is wanted so is
 * refused (`INVALID_INPUT`). Throws `CREDENTIAL_NOT_FOUND`.
 */
export function credentialFor(
  snapshot: Snapshot,
  repository: OciRepository,
  { at, wanted }: Choosing,
): CredentialChoice {
  const credential =
    wanted === undefined
      ? bestCredential(snapshot, repository, at)
      : requireCredentialFor(snapshot, repository, wanted)
  if (credential === undefined || !isExpired(credential, at)) return { credential }
  const { name, expires = '' } = credential.body
  return {
    credential,
    warning: `The credential "${name}" has expired at ${expires}, and no other fits; "ingot credential rotate" gives it another secret`,
  }
}

/**
 * The credential that an id or a name means, if it is for the repository. Throws `CREDENTIAL_NOT_FOUND` and
 * `INVALID_INPUT`.
 */
export function requireCredentialFor(
  snapshot: Snapshot,
  repository: OciRepository,
  wanted: string,
): Document<Credential> {
  const credential = findCredential(snapshot, wanted)
  const { name, server, path } = credential.body
  if (fits(credential, repository)) return credential
  const meant = path === undefined ? `"${server}"` : `repositories of "${server}" under "${path}"`
  const { registry, repository: asked } = repository
  throw new IngotError(
    'INVALID_INPUT',
    `The credential "${name}" is for ${meant}, but the image is "${registry}/${asked}"; name another, or none to take the one that fits best`,
  )
}

function bestCredential(
  snapshot: Snapshot,
  repository: OciRepository,
  at: Date,
): Document<Credential> | undefined {
  const fitting = credentialsOf(snapshot, repository.registry).filter((one) => fits(one, repository))
  return fitting.toSorted((a, b) => compare(a, b, at))[0]
}

/** Better ones first; the id decides last, so that the order is total. */
function compare(a: Document<Credential>, b: Document<Credential>, at: Date): number {
  return (
    Number(isExpired(a, at)) - Number(isExpired(b, at)) ||
    (b.body.path ?? '').length - (a.body.path ?? '').length ||
    Number(b.body.isDefault) - Number(a.body.isDefault) ||
    madeAt(b.body) - madeAt(a.body) ||
    (a.id < b.id ? -1 : 1)
  )
}

function fits({ body: { server, path } }: Document<Credential>, { registry, repository }: OciRepository) {
  if (server !== registry) return false
  return path === undefined || repository === path || repository.startsWith(`${path}/`)
}

function isExpired({ body }: Document<Credential>, at: Date): boolean {
  return expiryState(body, at) === 'expired'
}

function madeAt({ rotated, created }: Credential): number {
  return Date.parse(rotated ?? created)
}
