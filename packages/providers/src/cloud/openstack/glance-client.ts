import type { AccountConfig } from '../cloud-account.ts'
import { CloudError } from '../cloud-error.ts'
import { requestJson, type JsonAnswer, type Retries } from '../http/request-json.ts'
import { fieldOf, isRecord, textOf } from './json-shape.ts'
import { openStackError } from './openstack-error.ts'
import { openSession, type OpenStackSession, type Pass } from './openstack-session.ts'
import type { OpenStackSettings } from '@ingot/contract'

/** An image as Glance shows it: nothing but that it is an object with an id has been looked at. */
export type GlanceRecord = Readonly<Record<string, unknown>> & { readonly id: string }

/** One question to the Glance of a region. */
interface GlanceQuestion {
  readonly region: string
  /** With its query: `/v2/images?limit=1`. */
  readonly path: string
  /** As sentences have it: `list images in RegionOne`. */
  readonly what: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
  readonly timeout?: number
  /** Statuses that are no errors beside success. */
  readonly accepted?: readonly number[]
}

/** How the Glances of an account are asked. */
export interface GlanceClient {
  readonly session: OpenStackSession
  readonly ask: (question: GlanceQuestion) => Promise<JsonAnswer>
  /** Does something with a pass, and once more with a new one where the first was refused (status 401). */
  readonly withPass: <Answer extends { readonly status: number }>(
    request: (pass: Pass) => Promise<Answer>,
    signal: AbortSignal | undefined,
  ) => Promise<Answer>
  /** The error of an answer, without the secrets of the account. */
  readonly error: (answer: Pick<JsonAnswer, 'status' | 'body'>, what: string) => CloudError
}

/** Makes the client of an account; nothing is asked yet. */
export function glanceClient(config: AccountConfig<OpenStackSettings>): GlanceClient {
  const session = openSession(config)
  const secrets = new Set(config.secret === undefined ? [] : [config.secret])
  const withPass: GlanceClient['withPass'] = async (request, signal) => {
    signal?.throwIfAborted()
    const pass = await session.pass(signal)
    const answer = await request(pass)
    if (answer.status !== 401 || !session.hasKeystone) return answer
    return request(await session.renew(pass, signal))
  }
  const error: GlanceClient['error'] = (answer, what) => openStackError(answer, what, secrets)
  const ask = async (question: GlanceQuestion) => {
    const answer = await withPass((pass) => send(question, pass, config.retries), question.signal)
    if (isTaken(answer.status, question.accepted)) return answer
    throw error(answer, question.what)
  }
  return { session, ask, withPass, error }
}

function send(question: GlanceQuestion, pass: Pass, retries: Retries | undefined): Promise<JsonAnswer> {
  const { region, path, method = 'GET', headers = {}, body, signal, timeout } = question
  return requestJson({
    url: `${baseOf(pass, region)}${path}`,
    method,
    headers: { ...pass.headers, ...headers },
    ...(body === undefined ? {} : { body }),
    signal,
    ...(timeout === undefined ? {} : { timeout }),
    retries,
  })
}

/** The address of the Glance of a region, without a slash at the end. */
export function baseOf(pass: Pass, region: string): string {
  return pass.endpoint(region).href.replace(/\/$/, '')
}

function isTaken(status: number, accepted: readonly number[] = []): boolean {
  return (status >= 200 && status < 300) || accepted.includes(status)
}

/** An image of an answer. Throws `CloudError` `invalid` where it is none. */
export function recordOf(value: unknown): GlanceRecord {
  const id = textOf(fieldOf(value, 'id'))
  if (isRecord(value) && id !== undefined) return { ...value, id }
  throw new CloudError('invalid', 'Expected Glance to answer an image with an id, but it answers none')
}
