import type { AccountConfig } from '../cloud-account.ts'
import { requestJson, type JsonAnswer } from '../http/request-json.ts'
import { computeError, isRateLimited } from './compute-error.ts'
import { fieldsOf, type Fields } from './fields.ts'
import type { TokenSource } from './token-source.ts'

/** A question to Compute Engine. */
export interface ComputeQuestion {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  /** After the version: `projects/p/global/images`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** The API of Compute Engine, version 1. */
export interface ComputeClient {
  /** What it answers. Throws `CloudError`, or the reason of the signal. */
  ask(question: ComputeQuestion, signal?: AbortSignal): Promise<Fields>
  /** The same, and `undefined` where there is no such thing. */
  askFor(question: ComputeQuestion, signal?: AbortSignal): Promise<Fields | undefined>
}

/** Opens the API at an endpoint: `https://compute.googleapis.com`, or what stands for it. */
export function openCompute(
  endpoint: string,
  tokens: TokenSource,
  retries: AccountConfig['retries'],
): ComputeClient {
  const base = `${endpoint.replace(/\/+$/, '')}/compute/v1/`
  const send = async (question: ComputeQuestion, signal: AbortSignal | undefined): Promise<Sent> => {
    const { method = 'GET', path, query = {}, body } = question
    const token = await tokens.token(signal)
    const search = new URLSearchParams(query).toString()
    const answer = await requestJson({
      url: `${base}${path}${search === '' ? '' : `?${search}`}`,
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body }),
      signal,
      retries,
      isPassing: isRateLimited,
    })
    return { token, answer }
  }
  /** A token may have been taken back before its time: a refused one is asked for anew, once. */
  const answered = async (question: ComputeQuestion, signal: AbortSignal | undefined): Promise<Sent> => {
    const first = await send(question, signal)
    if (first.answer.status !== 401) return first
    tokens.forget(first.token)
    return send(question, signal)
  }
  return {
    ask: async (question, signal) => accepted(await answered(question, signal)),
    askFor: async (question, signal) => {
      const sent = await answered(question, signal)
      return sent.answer.status === 404 ? undefined : accepted(sent)
    },
  }
}

interface Sent {
  readonly token: string
  readonly answer: JsonAnswer
}

function accepted({ token, answer }: Sent): Fields {
  if (answer.status < 200 || answer.status >= 300) throw computeError(answer, token)
  return fieldsOf(answer.body, 'an answer')
}
