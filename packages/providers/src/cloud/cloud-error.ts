import type { AccountProvider } from '@ingot/contract'

/**
 * Why a cloud did not answer as it should: `credentials` (none, wrong or expired), `forbidden` (no right to this),
 * `throttled` (still, after all tries), `timeout`, `unreachable`, `clock` (its clock and ours differ too much), `invalid`
 * (an answer that makes no sense), `unsupported` (the cloud cannot do this), `conflict`, `failed` (the rest).
 */
export type CloudErrorKind =
  | 'credentials'
  | 'forbidden'
  | 'throttled'
  | 'timeout'
  | 'unreachable'
  | 'clock'
  | 'invalid'
  | 'unsupported'
  | 'conflict'
  | 'failed'

/** What to do about an error of an account: the end of a sentence to the user. */
export function cloudRemedy(kind: CloudErrorKind, provider: AccountProvider): string {
  const own = provider === 'local' ? folderRemedies : hasRegions(provider) ? {} : globalRemedies
  return own[kind] ?? cloudRemedies[kind]
}

/** A folder has no endpoint and no cloud. */
const folderRemedies: Readonly<Partial<Record<CloudErrorKind, string>>> = {
  forbidden: 'let the user that Ingot runs as read it',
  unreachable: 'look at the folder of the account and at the disk that it is on, then try again',
  invalid: 'put that right, then try again',
  failed: 'put that right, then try again',
}

/** What has no regions cannot leave one out. */
const globalRemedies: Readonly<Partial<Record<CloudErrorKind, string>>> = {
  forbidden: 'grant the account the right that is named, or leave the account out',
  timeout: 'try again; if it stays so, leave the account out',
}

function hasRegions(provider: AccountProvider): boolean {
  return provider !== 'gcp' && provider !== 'registry'
}

const cloudRemedies: Readonly<Record<CloudErrorKind, string>> = {
  credentials: 'log in again, or give the account new credentials with "ingot account add"',
  forbidden: 'grant the account the right that is named, or leave the region out with --region',
  throttled: 'wait a minute and try again; the cloud limits how often it is asked',
  timeout: 'try again; if it stays so, leave the region out with --region',
  unreachable: 'look at the network and at the endpoint of the account, then try again',
  clock: 'set the clock of this machine, then try again',
  invalid: 'try again; if it stays so, look at the endpoint of the account',
  unsupported: 'do it with the tools of the cloud, then run "ingot account scan"',
  conflict: 'look at what is there under the same name, then try again',
  failed: 'look at what the cloud says, then try again',
}

/** An error of a cloud with what went wrong in a sentence; where (account, region) is added by who asked. */
export class CloudError extends Error {
  readonly kind: CloudErrorKind

  constructor(kind: CloudErrorKind, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'CloudError'
    this.kind = kind
  }
}
