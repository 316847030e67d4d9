import type { AzureSettings } from '@ingot/contract'
import type { AccessToken, TokenCredential } from '@azure/identity'
import { isObject, textOf } from './shape.ts'
import type { AzurePlace } from './azure-place.ts'
import { CloudError } from '../cloud-error.ts'

/** What an account logs in with. */
interface Login {
  readonly settings: AzureSettings
  readonly secret: string | undefined
  readonly place: AzurePlace
}

/** The credential of an account: its client and secret, else whatever the default chain of Azure finds. */
export async function azureCredential({ settings, secret, place }: Login): Promise<TokenCredential> {
  const { tenant, clientId } = settings
  if (secret !== undefined && (tenant === undefined || clientId === undefined)) {
    throw new CloudError(
      'credentials',
      'Expected a tenant and a client id beside the client secret, but one is missing; give the account both',
    )
  }
  if (place.isPlain) return plainCredential(place, tenant, clientId, secret)
  const identity = await import('@azure/identity')
  const options = { authorityHost: place.authority, retryOptions: { maxRetries: 1 } }
  if (tenant !== undefined && clientId !== undefined && secret !== undefined) {
    return new identity.ClientSecretCredential(tenant, clientId, secret, options)
  }
  return new identity.DefaultAzureCredential({
    ...options,
    ...(tenant === undefined ? {} : { tenantId: tenant }),
    ...(clientId === undefined
      ? {}
      : { managedIdentityClientId: clientId, workloadIdentityClientId: clientId }),
  })
}

/** How long before its end a token is no longer used, in ms. */
const margin = 60_000

/**
 * Tokens of a server on this machine that speaks plain HTTP, from which MSAL takes none: the client credentials grant
 * (RFC 6749, section 4.4) as Microsoft Entra has it. Without a client there is no token.
 */
function plainCredential(
  place: AzurePlace,
  tenant = 'common',
  clientId: string | undefined,
  secret: string | undefined,
): TokenCredential {
  let token: AccessToken | undefined
  return {
    getToken: async (_scopes, options) => {
      if (clientId === undefined || secret === undefined) return null
      if (token !== undefined && token.expiresOnTimestamp - margin > Date.now()) return token
      const response = await fetch(`${place.endpoint}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`, {
        method: 'POST',
        redirect: 'error',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: secret,
          scope: place.scope,
        }),
        ...(options?.abortSignal === undefined ? {} : { signal: options.abortSignal as AbortSignal }),
      }).catch((error: unknown) => {
        if (options?.abortSignal?.aborted === true) throw error
        throw new CloudError('unreachable', `${place.endpoint} gives no token: nothing answers; look at it`)
      })
      token = tokenIn(await response.json().catch(() => undefined), response.status)
      return token
    },
  }
}

function tokenIn(answer: unknown, status: number): AccessToken {
  const body = isObject(answer) ? answer : {}
  if (typeof body['access_token'] === 'string') {
    const seconds = typeof body['expires_in'] === 'number' ? body['expires_in'] : 300
    return { token: body['access_token'], expiresOnTimestamp: Date.now() + seconds * 1000 }
  }
  const said = textOf(body['error_description']) ?? textOf(body['error'])
  const message = said ?? `status ${status}, without a token`
  throw Object.assign(new Error(message), { name: 'AuthenticationError' })
}
