import { manifestMediaTypes } from '@ingot/core'
import { answerError } from './answer-error.ts'
import { entranceOf, type Authorizer } from './authorizer.ts'
import type { Call } from './call.ts'
import type { Clock } from './clock.ts'
import { followRedirects, type Answer } from './follow-redirects.ts'
import { discardBody } from './read-body.ts'
import type { Transport } from './send-request.ts'

/** What the calls of a client share. */
export interface ClientParts extends Transport {
  readonly clock: Clock
  readonly authorizer: Authorizer
}

/** One thing that a registry is asked for. */
export interface Question {
  readonly method: 'GET' | 'HEAD'
  /** With its query: `/v2/team/app/manifests/v1`; or a URL of the registry itself. */
  readonly path: string | URL
  /** As sentences name it: `the manifest "v1"`. */
  readonly what: string
  readonly accept?: string
}

/** The manifests that are understood, as an Accept header. */
export const manifestAccept = manifestMediaTypes.join(', ')

/**
 * Asks a registry, with a credential where it asks for one, and answers whatever comes. Only the registry itself can
 * ask for it: what a redirect leads to elsewhere cannot. A token that is not taken is asked for anew once.
 */
export async function askRegistry(parts: ClientParts, call: Call, question: Question): Promise<Answer> {
  const { authorizer } = parts
  const url = typeof question.path === 'string' ? new URL(question.path, call.home) : question.path
  const headers: Record<string, string> = question.accept === undefined ? {} : { accept: question.accept }
  const ask = (authorization: string | undefined) =>
    followRedirects(parts, call, {
      method: question.method,
      url,
      headers,
      ...(authorization === undefined ? {} : { authorization }),
    })
  const first = await authorizer.knownHeader(call)
  const answer = await ask(first)
  if (answer.response.statusCode !== 401 || !answer.isOwn) return answer
  const entrance = entranceOf(call, answer.response.headers['www-authenticate'])
  if (entrance === undefined) return answer
  const refused = first?.replace(/^\w+ /, '')
  const second = await authorizer.header(call, entrance, refused === undefined ? {} : { refused })
  if (second === undefined || second === first) return answer
  await discardBody(answer.response)
  authorizer.remember(call, entrance)
  return ask(second)
}

/** Asks a registry for something that is there; throws `RegistryError` for any answer but 200. */
export async function askFor(parts: ClientParts, call: Call, question: Question): Promise<Answer> {
  const answer = await askRegistry(parts, call, question)
  if (answer.response.statusCode === 200) return answer
  throw await answerError({ limits: parts.limits, now: parts.clock.now() }, call, answer, question.what)
}
