import type { GoogleAuth } from 'google-auth-library'
import { orAborted, startDeadline } from '../../registry/deadline.ts'
import { CloudError } from '../cloud-error.ts'
import { defaultTokenUri, type ServiceKey } from './service-key.ts'
import { tokenError } from './token-error.ts'

/** Where the tokens come from that every request carries. */
export interface TokenSource {
  /** Who they are for, where that is known. */
  readonly email?: string
  /** A token that is good for a while. Throws `CloudError`, or the reason of the signal. */
  token(signal?: AbortSignal): Promise<string>
  /** Forgets a token that was refused, unless there is a newer one: the next is asked for anew. */
  forget(token: string): void
}

const scope = 'https://www.googleapis.com/auth/cloud-platform'
const tokenTime = 30_000

/** Tokens for a key, or without one for the application default credentials. Loads Google's library. */
export async function openTokenSource(key: ServiceKey | undefined): Promise<TokenSource> {
  // A CommonJS package: bundled, it has no names but its default.
  const { default: library } = await import('google-auth-library')
  const open = () =>
    key === undefined
      ? new library.GoogleAuth({ scopes: scope })
      : new library.JWT({
          email: key.email,
          key: key.privateKey,
          scopes: scope,
          additionalClaims: { aud: key.tokenUri },
          transporterOptions: { fetchImplementation: fetchAt(key.tokenUri) },
        })
  const tokenUri = key?.tokenUri ?? defaultTokenUri
  let client = open()
  let last: string | undefined
  return {
    ...(key === undefined ? {} : { email: key.email }),
    token: async (signal) => {
      last = await withinTime(accessToken(client), tokenUri, signal)
      return last
    },
    forget: (token) => {
      if (token === last) client = open()
    },
  }
}

async function accessToken(client: Pick<GoogleAuth, 'getAccessToken'> | TokenClient): Promise<string> {
  const answer = await client.getAccessToken()
  const token = typeof answer === 'string' ? answer : answer?.token
  if (typeof token === 'string' && token !== '') return token
  throw new CloudError('invalid', 'Expected a token of Google Cloud, got an answer without one')
}

interface TokenClient {
  getAccessToken(): Promise<{ token?: string | null | undefined }>
}

/** The library always asks the same place; a key may name another in its field `token_uri`. */
function fetchAt(tokenUri: string): typeof fetch {
  return async (_, init) =>
    fetch(tokenUri, { ...init, redirect: 'error', signal: AbortSignal.timeout(tokenTime) })
}

async function withinTime(
  token: Promise<string>,
  tokenUri: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const late = () => new CloudError('timeout', `No token of Google Cloud within ${tokenTime / 1000} seconds`)
  const deadline = startDeadline(tokenTime, late, signal)
  try {
    return await orAborted(token, deadline.signal)
  } catch (error) {
    if (deadline.signal.aborted) throw deadline.signal.reason as Error
    throw tokenError(error, tokenUri)
  } finally {
    deadline.end()
  }
}
