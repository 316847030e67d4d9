import type { ComputeManagementClient } from '@azure/arm-compute'
import type { AzureSettings } from '@ingot/contract'
import type { AccountConfig } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'
import { azureCredential } from './azure-credential.ts'
import { cloudErrorOf, isMissing } from './azure-error.ts'
import { azurePlace } from './azure-place.ts'
import { armPipeline, withSignal } from './azure-policies.ts'
import { parsedJson } from './shape.ts'

/** Azure Resource Manager, as one account speaks to it. */
export interface AzureClient {
  /** The subscription of the account. */
  readonly subscription: string
  /** The client of the SDK for a subscription: images may be in another one. */
  compute(subscription: string): ComputeManagementClient
  /** Asks once; throws `CloudError`, or the reason of the signal. */
  ask<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value>
  /** As `ask`; absent where there is no such thing, or where it is `foreign` and not for us to see. */
  askFor<Value>(signal: AbortSignal, foreign: boolean, work: () => Promise<Value>): Promise<Value | undefined>
  /** A resource that the SDK of compute has no operation for; `path` begins with a slash. */
  read(path: string, signal: AbortSignal): Promise<unknown>
}

/** Opens a client; this loads the SDK. */
export async function openAzureClient(config: AccountConfig<AzureSettings>): Promise<AzureClient> {
  const { subscription } = config.settings
  const { compute, get } = await openSdk(config)
  const ask: AzureClient['ask'] = async (signal, work) => {
    signal.throwIfAborted()
    try {
      return await withSignal(signal, work)
    } catch (error) {
      signal.throwIfAborted()
      throw cloudErrorOf(error, config.secret)
    }
  }
  const orMissing = async <Value>(foreign: boolean, work: () => Promise<Value>) => {
    try {
      return await work()
    } catch (error) {
      if (isMissing(error, foreign)) return undefined
      throw error
    }
  }
  return {
    subscription,
    compute,
    ask,
    askFor: (signal, foreign, work) => ask(signal, () => orMissing(foreign, work)),
    read: async (path, signal) => {
      const { bodyAsText, status } = await ask(signal, () => get(path))
      const body = status === 200 ? parsedJson(bodyAsText ?? '') : undefined
      if (body !== undefined) return body
      throw new CloudError(
        'invalid',
        `Azure answers ${path} with ${status} and no JSON; look at the endpoint`,
      )
    },
  }
}

const defaultRetries = { attempts: 5, firstWait: 500 }

/** Loads the SDK, and makes its clients as an account needs them. */
async function openSdk({ settings, secret, retries = defaultRetries }: AccountConfig<AzureSettings>) {
  const place = azurePlace(settings)
  const [credential, sdk, rest] = await Promise.all([
    azureCredential({ settings, secret, place }),
    import('@azure/arm-compute'),
    import('@azure/core-rest-pipeline'),
  ])
  const insecure = place.isPlain ? { allowInsecureConnection: true } : {}
  const clients = new Map<string, ComputeManagementClient>()
  const compute = (subscription: string): ComputeManagementClient => {
    const known = clients.get(subscription.toLowerCase())
    if (known !== undefined) return known
    const client = new sdk.ComputeManagementClient(credential, subscription, {
      endpoint: place.endpoint,
      credentials: { scopes: [place.scope] },
      ...insecure,
    })
    armPipeline(client.pipeline, rest.retryPolicy, { place, credential, retries })
    clients.set(subscription.toLowerCase(), client)
    return client
  }
  const http = rest.createDefaultHttpClient()
  const get = async (path: string) => {
    const headers = rest.createHttpHeaders({ accept: 'application/json' })
    const request = rest.createPipelineRequest({ url: `${place.endpoint}${path}`, headers, ...insecure })
    return await compute(settings.subscription).pipeline.sendRequest(http, request)
  }
  return { compute, get }
}
