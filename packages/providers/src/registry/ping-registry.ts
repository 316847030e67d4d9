import { answerError } from './answer-error.ts'
import type { ClientParts } from './ask-registry.ts'
import { entranceOf, type Entrance } from './authorizer.ts'
import { saidBy, type Call } from './call.ts'
import { followRedirects, type Answer } from './follow-redirects.ts'
import { parseChallenges } from './parse-challenges.ts'
import { discardBody } from './read-body.ts'
import { placeText } from './registry-access.ts'
import { RegistryError } from './registry-error.ts'
import { withRetries } from './with-retries.ts'

/** What a registry says when it is asked whether it is there. */
export interface RegistryPing {
  /** How it lets callers in: `none`, `basic`, `bearer`, or a scheme that Ingot cannot follow. */
  readonly scheme: string
  /** The host that gives its tokens. */
  readonly realm?: string
  /** `absent`: none was given; `not-asked`: it asks for none, so nothing is known of the one that was given. */
  readonly credential: 'absent' | 'taken' | 'refused' | 'not-asked'
  /** All of it as a sentence. */
  readonly message: string
}

const path = '/v2/'
const what = 'its API'

/**
 * Asks a registry whether it is there and, if a credential is given, whether it takes that. A token is asked for anew,
 * for one that was given before says nothing of the credential now. Throws `RegistryError` where it is not reached, or
 * is no registry.
 */
export async function pingRegistry(parts: ClientParts, call: Call): Promise<RegistryPing> {
  const answer = await withRetries(parts, call, () => ping(parts, call))
  const { response } = answer
  if (response.statusCode === 200) return open(call)
  const header = response.headers['www-authenticate']
  const entrance = answer.isOwn ? entranceOf(call, header) : undefined
  if (entrance === undefined) return unknownScheme(call, header)
  if (call.credential === undefined)
    return told(call, entrance, 'absent', 'it lets nobody in without a credential or a token')
  return tried(parts, call, entrance)
}

/** An answer of the API itself, its body discarded: whoever has none is no registry. */
async function ping(parts: ClientParts, call: Call, authorization?: string): Promise<Answer> {
  const secret = authorization === undefined ? {} : { authorization }
  const url = new URL(path, call.home)
  const answer = await followRedirects(parts, call, { method: 'GET', url, headers: {}, ...secret })
  const { statusCode } = answer.response
  if (statusCode !== 200 && statusCode !== 401) throw await failed(parts, call, answer)
  await discardBody(answer.response)
  return answer
}

async function failed(parts: ClientParts, call: Call, answer: Answer): Promise<RegistryError> {
  const error = await answerError({ limits: parts.limits, now: parts.clock.now() }, call, answer, what)
  if (error.kind !== 'not-found') return error
  const message = `${error.message}. What answers there is no registry`
  return new RegistryError('malformed', message, { status: answer.response.statusCode ?? 0 })
}

async function tried(parts: ClientParts, call: Call, entrance: Entrance): Promise<RegistryPing> {
  try {
    const header = await parts.authorizer.header(call, entrance, { isNew: true })
    const { response } = await withRetries(parts, call, () => ping(parts, call, header))
    if (response.statusCode === 200) return told(call, entrance, 'taken', 'it takes the credential')
  } catch (error) {
    const isRefusal =
      error instanceof RegistryError && (error.kind === 'unauthorized' || error.kind === 'denied')
    if (!isRefusal) throw error
  }
  return told(call, entrance, 'refused', 'it does not take the credential; check the user, rotate the secret')
}

function open(call: Call): RegistryPing {
  if (call.credential === undefined) return told(call, undefined, 'absent', 'it asks for no credential')
  const message =
    'it asks for no credential, so nothing is known of this one; try it with an image that needs it'
  return told(call, undefined, 'not-asked', message)
}

function unknownScheme(call: Call, header: string | undefined): RegistryPing {
  const scheme = saidBy(call, parseChallenges(header ?? '')[0]?.scheme ?? 'unknown', 40)
  const message = `it lets callers in by "${scheme}", which Ingot cannot follow`
  return {
    scheme,
    credential: call.credential === undefined ? 'absent' : 'not-asked',
    message: sentence(call, message),
  }
}

function told(
  call: Call,
  entrance: Entrance | undefined,
  credential: RegistryPing['credential'],
  message: string,
): RegistryPing {
  const realm =
    entrance?.scheme === 'bearer' && URL.canParse(entrance.realm) ? new URL(entrance.realm).host : undefined
  return {
    scheme: entrance?.scheme ?? 'none',
    ...(realm === undefined ? {} : { realm: saidBy(call, realm) }),
    credential,
    message: sentence(call, message),
  }
}

function sentence({ place }: Call, message: string): string {
  const text = placeText(place)
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)} is there: ${message}`
}
