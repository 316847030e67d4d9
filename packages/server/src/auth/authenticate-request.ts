import type { Ledger } from '@ingot/ledger'
import { authenticateBySignature, type AuthenticateSigned, type SignatureOptions } from './access-key.ts'
import { authenticateByKey } from './api-key.ts'

/**
 * Authenticates as clients of the CDP API do: by a signature (`x-altus-auth`), or by an access token in `Authorization`,
 * which here is an API key, with or without "Bearer". A request with a signature is judged by it alone.
 */
export function authenticateRequest(ledger: Ledger, options: SignatureOptions = {}): AuthenticateSigned {
  const bySignature = authenticateBySignature(ledger, options)
  const byKey = authenticateByKey(ledger, options.clock)

  return async (request) => {
    if (request.headers['x-altus-auth'] !== undefined) return bySignature(request)
    const { authorization } = request.headers
    if (authorization === undefined) {
      return {
        refusal:
          'The request is not signed: expected the headers x-altus-auth and x-altus-date, or an API key in Authorization',
      }
    }
    return (
      (await byKey(authorization)) ?? { refusal: 'The access token in Authorization is no valid API key' }
    )
  }
}
