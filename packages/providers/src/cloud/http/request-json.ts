import { setTimeout } from 'node:timers/promises'
import { startDeadline } from '../../registry/deadline.ts'
import { retryAfter } from '../../registry/retry-after.ts'
import { shownText, shownUrl } from '../../registry/shown-text.ts'
import { CloudError } from '../cloud-error.ts'
import { noteFailure } from '../last-failure.ts'
import { isPassingFault, networkFault } from './network-fault.ts'
import { readJson } from './read-json.ts'

/** How often, and after how many ms, something is tried again; the wait doubles each time. */
export interface Retries {
  readonly attempts: number
  readonly firstWait: number
}

/** A question of JSON to the API of a cloud. */
export interface JsonRequest {
  readonly url: string | URL
  /** `GET` unless given. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, with `content-type: application/json` unless the headers have another. */
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
  /** How long one try may take until its body is read, in ms; 30,000 unless given. */
  readonly timeout?: number
  /** The most bytes of a body that are read; 64 MiB unless given. */
  readonly limit?: number
  /** 5 attempts, the first wait 500 ms, unless given. */
  readonly retries?: Retries | undefined
  /** Whether what was answered may be over soon, beside the statuses that always may: 429, 502, 503 and 504. */
  readonly isPassing?: (answer: JsonAnswer) => boolean
}

/** What an API answered, whatever its status. */
export interface JsonAnswer {
  readonly status: number
  readonly headers: Headers
  /** Absent where there was none; a text where the answer is no success and no JSON. */
  readonly body: unknown
}

const defaultRetries: Retries = { attempts: 5, firstWait: 500 }
const defaultTimeout = 30_000
const defaultLimit = 64 * 1024 * 1024

/** Nothing is waited for that a cloud wants to have later than this, in ms. */
const longestWait = 60_000

const passingStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504])

/**
 * Asks an API, and asks again what may pass: with the wait of `Retry-After` where there is one, else twice as long each
 * time, give or take. Follows no redirect, so that no token goes elsewhere. Answers every status, also one that did not
 * pass after all tries; who asks knows what it means. Throws `CloudError` where there is no answer: `unreachable`,
 * `timeout`, `invalid` (too large, or a success that is no JSON), or the reason of the signal.
 */
export async function requestJson(request: JsonRequest): Promise<JsonAnswer> {
  const { attempts, firstWait } = request.retries ?? defaultRetries
  for (let tried = 1; ; tried += 1) {
    const outcome = await attempt(request)
    const wait = waitOf(outcome, firstWait * 2 ** (tried - 1))
    if (tried >= attempts || wait > longestWait || !isPassing(request, outcome)) return given(outcome)
    noteFailure(failureOf(request, outcome))
    await waited(wait, request.signal)
  }
}

type Outcome = { readonly answer: JsonAnswer } | { readonly fault: unknown }

async function attempt(request: JsonRequest): Promise<Outcome> {
  try {
    return { answer: await send(request) }
  } catch (fault) {
    request.signal?.throwIfAborted()
    return { fault }
  }
}

function given(outcome: Outcome): JsonAnswer {
  if ('answer' in outcome) return outcome.answer
  throw outcome.fault
}

function failureOf({ url }: JsonRequest, outcome: Outcome): CloudError {
  if ('fault' in outcome) {
    const { fault } = outcome
    return fault instanceof CloudError ? fault : new CloudError('failed', String(fault))
  }
  const { status } = outcome.answer
  const kind = status === 429 ? 'throttled' : 'unreachable'
  return new CloudError(kind, `${shownUrl(urlOf(url))} answers with status ${status}`)
}

/** What the network ended is only asked again where asking twice changes nothing. */
function isPassing({ method = 'GET', isPassing }: JsonRequest, outcome: Outcome): boolean {
  if ('fault' in outcome) return (method === 'GET' || method === 'HEAD') && isPassingFault(outcome.fault)
  return passingStatuses.has(outcome.answer.status) || isPassing?.(outcome.answer) === true
}

/** The jitter keeps many that were throttled together from coming back together. */
function waitOf(outcome: Outcome, doubled: number): number {
  const asked = 'answer' in outcome ? outcome.answer.headers.get('retry-after') : null
  return retryAfter(asked ?? undefined, Date.now()) ?? doubled * (0.75 + Math.random() / 2)
}

async function waited(time: number, signal: AbortSignal | undefined): Promise<void> {
  await setTimeout(time, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
    signal?.throwIfAborted()
    throw error
  })
}

async function send(request: JsonRequest): Promise<JsonAnswer> {
  const { method = 'GET', headers = {}, body, timeout = defaultTimeout, limit = defaultLimit } = request
  const url = urlOf(request.url)
  const deadline = startDeadline(timeout, () => late(url, timeout), request.signal)
  try {
    deadline.signal.throwIfAborted()
    const response = await fetch(url, {
      method,
      headers: { 'user-agent': 'ingot', accept: 'application/json', ...typeOf(body), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: deadline.signal,
    })
    return { status: response.status, headers: response.headers, body: await readJson(response, url, limit) }
  } catch (error) {
    if (deadline.signal.aborted) throw deadline.signal.reason as Error
    throw error instanceof CloudError ? error : networkFault(error, url)
  } finally {
    deadline.end()
  }
}

function urlOf(text: string | URL): URL {
  if (text instanceof URL) return text
  if (URL.canParse(text)) return new URL(text)
  throw new CloudError('invalid', `Expected a URL to ask, got "${shownText(text)}"`)
}

function typeOf(body: unknown): Record<string, string> {
  return body === undefined ? {} : { 'content-type': 'application/json' }
}

function late(url: URL, time: number): CloudError {
  return new CloudError('timeout', `No answer of ${shownUrl(url)} within ${time / 1000} seconds`)
}
