import type { IncomingMessage } from 'node:http'
import { saidBy, type Call } from './call.ts'
import { discardBody } from './read-body.ts'
import { placeText } from './registry-access.ts'
import { RegistryError } from './registry-error.ts'
import { sendRequest, type Outgoing, type Transport } from './send-request.ts'
import { shownUrl } from './shown-text.ts'

const redirects: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308])

/** A request, and the secret that it carries as long as it does not leave its origin. */
export interface Authorized extends Outgoing {
  readonly authorization?: string
}

/** An answer, and where it came from. */
export interface Answer {
  readonly response: IncomingMessage
  readonly url: URL
  /** Whether no redirect led to another origin: only then does it speak for the registry. */
  readonly isOwn: boolean
  /** Whether it was asked with a token: then whoever gives these took the credential. */
  readonly hadToken: boolean
}

/**
 * Sends a request and follows its redirects. The Authorization header is left behind where a redirect leads to another
 * origin, and stays behind. `mayLeave` says whether it may lead there at all.
 */
export async function followRedirects(
  transport: Transport,
  call: Call,
  { authorization, ...first }: Authorized,
  mayLeave = true,
): Promise<Answer> {
  let { url } = first
  let isOwn = true
  for (let followed = 0; ; followed += 1) {
    const headers = isOwn && authorization !== undefined ? { ...first.headers, authorization } : first.headers
    const response = await sendRequest(transport, call, { ...first, url, headers })
    if (!redirects.has(response.statusCode))
      return { response, url, isOwn, hadToken: authorization?.startsWith('Bearer ') === true }
    await discardBody(response)
    if (followed >= transport.limits.redirects) throw tooMany(call, transport.limits.redirects)
    url = targetOf(response.headers.location, url, call)
    isOwn &&= url.origin === first.url.origin
    if (!isOwn && !mayLeave)
      throw refused(call, `it sends on to "${saidBy(call, shownUrl(url))}", where a credential does not go`)
  }
}

function targetOf(location: string | undefined, from: URL, call: Call): URL {
  if (location === undefined || !URL.canParse(location, from.href)) {
    throw refused(call, 'it answers with a redirect that leads nowhere')
  }
  const target = new URL(location, from.href)
  if (target.username !== '' || target.password !== '') {
    throw refused(call, 'it sends on to a URL with a user or a password')
  }
  const isSafe = target.protocol === 'https:' || target.origin === call.home.origin
  if (!isSafe)
    throw refused(call, `it sends on to "${saidBy(call, shownUrl(target))}", which is no https URL`)
  return target
}

function tooMany(call: Call, limit: number): RegistryError {
  return refused(call, `it redirects more than ${limit} times`)
}

function refused({ place }: Call, why: string): RegistryError {
  return new RegistryError(
    'refused',
    `Cannot read ${placeText(place)}: ${why}; tell those who run the registry`,
  )
}
