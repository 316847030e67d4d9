import { AsyncLocalStorage } from 'node:async_hooks'
import type { Pipeline, PipelinePolicy, retryPolicy, RetryStrategy } from '@azure/core-rest-pipeline'
import type { TokenCredential } from '@azure/identity'
import { orAborted, startDeadline } from '../../registry/deadline.ts'
import { retryAfter } from '../../registry/retry-after.ts'
import type { AccountConfig } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'
import { noteFailure } from '../last-failure.ts'
import type { AzurePlace } from './azure-place.ts'
import { fieldOf, isObject, parsedJson, textOf } from './shape.ts'

/** How long one answer may take, in ms, with everything that its token takes. */
const longestAnswer = 30_000
/** Nobody waits longer than this between two tries, in ms, whatever the cloud asks. */
const longestWait = 60_000

const signals = new AsyncLocalStorage<AbortSignal>()

/** Has every request that `work` makes end with the signal, also those for which the SDK takes none: further pages. */
export function withSignal<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  return signals.run(signal, work)
}

/** Has a client of the SDK ask as an account does: with its signal, its retries, and an end of every question. */
export function armPipeline(
  pipeline: Pipeline,
  retry: typeof retryPolicy,
  access: {
    readonly place: AzurePlace
    readonly credential: TokenCredential
    readonly retries: NonNullable<AccountConfig['retries']>
  },
): void {
  const { place, credential, retries } = access
  pipeline.removePolicy({ name: 'defaultRetryPolicy' })
  pipeline.addPolicy(signalPolicy, { phase: 'Serialize' })
  pipeline.addPolicy(failurePolicy, { phase: 'Serialize' })
  const retrying = retry([passingFailures(retries.firstWait)], { maxRetries: retries.attempts - 1 })
  pipeline.addPolicy({ ...retrying, name: 'ingotRetryPolicy' }, { phase: 'Retry' })
  pipeline.addPolicy(deadlinePolicy, { afterPhase: 'Retry' })
  pipeline.addPolicy(originPolicy(place.endpoint), { afterPhase: 'Retry' })
  if (!place.isPlain) return
  pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' })
  pipeline.addPolicy(plainTokenPolicy(credential, place.scope), { phase: 'Sign' })
}

/** Gives a request the signal of the call that it belongs to. */
const signalPolicy: PipelinePolicy = {
  name: 'ingotSignalPolicy',
  sendRequest: (request, next) => {
    const signal = request.abortSignal ?? signals.getStore()
    if (signal !== undefined) request.abortSignal = signal
    return next(request)
  },
}

/**
 * Throws what ARM says of a failure: the SDK forgets it when a list fails. The error has `statusCode`, `code` and what
 * the cloud says (REST API of Azure Resource Manager, "Common error response").
 */
const failurePolicy: PipelinePolicy = {
  name: 'ingotFailurePolicy',
  sendRequest: async (request, next) => {
    const response = await next(request)
    if (response.status < 400) return response
    const body = parsedJson(response.bodyAsText ?? '')
    const said = isObject(body) && isObject(body['error']) ? body['error'] : body
    const message = textOf(fieldOf(said, 'message')) ?? textOf(response.bodyAsText) ?? 'without a word'
    throw Object.assign(new Error(message), {
      statusCode: response.status,
      code: textOf(fieldOf(said, 'code')) ?? '',
    })
  },
}

/** Ends each try when it takes too long: the client of the SDK stops counting as soon as an answer begins. */
const deadlinePolicy: PipelinePolicy = {
  name: 'ingotDeadlinePolicy',
  sendRequest: async (request, next) => {
    const outer = request.abortSignal as AbortSignal | undefined
    const late = () =>
      new CloudError('timeout', `Azure does not answer within ${longestAnswer / 1000} s; try again`)
    const deadline = startDeadline(longestAnswer, late, outer)
    request.abortSignal = deadline.signal
    try {
      return await orAborted(next(request), deadline.signal)
    } finally {
      deadline.end()
      if (outer === undefined) delete request.abortSignal
      else request.abortSignal = outer
    }
  },
}

/** Lets no link to a further page take the token to another server. */
function originPolicy(endpoint: string): PipelinePolicy {
  const { origin } = new URL(endpoint)
  return {
    name: 'ingotOriginPolicy',
    sendRequest: (request, next) => {
      if (URL.canParse(request.url) && new URL(request.url).origin === origin) return next(request)
      throw new CloudError('invalid', `Azure links to a page outside ${origin}; look at the endpoint`)
    },
  }
}

/** Sends the token over plain HTTP, which the policy of the SDK never does: for a server on this machine alone. */
function plainTokenPolicy(credential: TokenCredential, scope: string): PipelinePolicy {
  return {
    name: 'ingotPlainTokenPolicy',
    sendRequest: async (request, next) => {
      const { abortSignal } = request
      const token = await credential.getToken(scope, abortSignal === undefined ? {} : { abortSignal })
      if (token !== null) request.headers.set('authorization', `Bearer ${token.token}`)
      return next(request)
    },
  }
}

const passingStatuses: ReadonlySet<number | undefined> = new Set([408, 429, 500, 502, 503, 504])
const passingCodes: ReadonlySet<string | undefined> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
])

/** Waits as long as the cloud asks, else from `firstWait` ms twice as long each time, the half of it by chance. */
function passingFailures(firstWait: number): RetryStrategy {
  return {
    name: 'ingotPassingFailures',
    retry: ({ retryCount, response, responseError }) => {
      if (!passingStatuses.has(response?.status) && !passingCodes.has(responseError?.code)) {
        return { skipStrategy: true }
      }
      const asked = retryAfter(response?.headers.get('retry-after'), Date.now())
      const wait = asked ?? firstWait * 2 ** retryCount * (0.5 + Math.random() / 2)
      if (wait > longestWait) return { skipStrategy: true }
      noteFailure(failureOf(response?.status, responseError?.code))
      return { retryAfterInMs: wait }
    },
  }
}

function failureOf(status: number | undefined, code: string | undefined): CloudError {
  if (status === undefined) return new CloudError('unreachable', `Azure cannot be reached (${code})`)
  return new CloudError(status === 429 ? 'throttled' : 'unreachable', `Azure answers with status ${status}`)
}
