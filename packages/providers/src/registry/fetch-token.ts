import { answerError } from './answer-error.ts'
import type { Call } from './call.ts'
import type { Clock } from './clock.ts'
import { startDeadline } from './deadline.ts'
import { followRedirects } from './follow-redirects.ts'
import { readBody } from './read-body.ts'
import { realmUrl } from './realm-url.ts'
import { placeText } from './registry-access.ts'
import { RegistryError } from './registry-error.ts'
import type { Transport } from './send-request.ts'
import { tokenAnswer } from './token-answer.ts'
import type { Token } from './token-store.ts'
import { withRetries } from './with-retries.ts'

/** What a token is asked for with. */
export interface TokenRequest {
  readonly realm: string
  readonly service?: string
  readonly scopes: readonly string[]
}

/**
 * Asks for a token (distribution, spec/auth/token.md): with the credential of the call, if it has one. It has a deadline
 * of its own, since others may wait for the same token when the call has gone. Throws `RegistryError`.
 */
export async function fetchToken(
  parts: Transport & { readonly clock: Clock },
  caller: Call,
  request: TokenRequest,
): Promise<Token> {
  const { totalTime } = parts.limits
  const late = () => {
    const message = `Cannot read ${placeText(caller.place)}: no token within ${totalTime / 1000} seconds; try again later`
    return new RegistryError('timeout', message)
  }
  const { signal, left, end } = startDeadline(totalTime, late)
  const call: Call = { ...caller, signal, left, meter: { bytes: 0 } }
  try {
    return await withRetries(parts, call, () => attempt(parts, call, request))
  } finally {
    end()
  }
}

async function attempt(
  parts: Transport & { readonly clock: Clock },
  call: Call,
  request: TokenRequest,
): Promise<Token> {
  const { limits, clock } = parts
  const url = tokenUrl(call, request)
  const answer = await followRedirects(
    parts,
    call,
    {
      method: 'GET',
      url,
      headers: { accept: 'application/json' },
      ...(call.credential === undefined ? {} : { authorization: basicAuthorization(call.credential) }),
    },
    false,
  )
  const { response } = answer
  if (response.statusCode !== 200)
    throw await answerError({ limits, now: clock.now() }, call, answer, 'a token')
  const options = { limit: limits.tokenBytes, idleTime: limits.idleTime, url, what: 'the token' }
  const token = tokenAnswer(await readBody(response, call, options), clock.now())
  if (token !== undefined) return token
  const message = `Expected a token of ${placeText(call.place)} from "${url.host}", got an answer without one; tell those who run the registry`
  throw new RegistryError('malformed', message)
}

function tokenUrl(call: Call, { realm, service, scopes }: TokenRequest): URL {
  const url = realmUrl(realm, call)
  url.hash = ''
  if (service !== undefined) url.searchParams.set('service', service)
  for (const scope of scopes) url.searchParams.append('scope', scope)
  return url
}

/** The header that sends user and password themselves (RFC 7617). */
export function basicAuthorization({ username, password }: NonNullable<Call['credential']>): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
