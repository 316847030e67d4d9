import { createHash } from 'node:crypto'
import { BoundedMap } from './bounded-map.ts'
import type { Call } from './call.ts'
import type { Clock } from './clock.ts'
import { orAborted } from './deadline.ts'
import { basicAuthorization, fetchToken, type TokenRequest } from './fetch-token.ts'
import { parseChallenges, type Challenge } from './parse-challenges.ts'
import { RegistryError } from './registry-error.ts'
import type { Transport } from './send-request.ts'
import { TokenStore, type TokenWish } from './token-store.ts'

/** How many challenges and tokens are remembered: one a repository and credential. */
const rememberedLimit = 2000
const scopeLimit = 5

/** How a registry lets callers in, as far as Ingot can follow. */
export type Entrance = { readonly scheme: 'basic' } | ({ readonly scheme: 'bearer' } & TokenRequest)

/**
 * Finds the Authorization header of a request. What a registry asked for once is remembered, so that the next request
 * for the same repository needs no refusal first.
 */
export class Authorizer {
  readonly #parts: Transport & { readonly clock: Clock }
  readonly #entrances = new BoundedMap<Entrance>(rememberedLimit)
  readonly #tokens: TokenStore

  constructor(parts: Transport & { readonly clock: Clock }) {
    this.#parts = parts
    this.#tokens = new TokenStore(parts.clock, rememberedLimit)
  }

  /** Keeps how a registry lets in whoever asks for the same place. */
  remember(call: Call, entrance: Entrance): void {
    this.#entrances.set(placeKey(call), entrance)
  }

  /**
   * The header for a call by what is known already, if anything is. Where that fails it is known no more, for the
   * registry may let callers in otherwise by now.
   */
  async knownHeader(call: Call): Promise<string | undefined> {
    const known = this.#entrances.get(placeKey(call))
    if (known === undefined) return undefined
    try {
      return await this.header(call, known)
    } catch (error) {
      this.#entrances.delete(placeKey(call))
      throw error
    }
  }

  /** The header for a call; `undefined` where it has no credential and needs one. */
  async header(call: Call, entrance: Entrance, wish: TokenWish = {}): Promise<string | undefined> {
    if (call.credential?.username.includes(':') === true) throw colonInName()
    if (entrance.scheme === 'basic') return call.credential && basicAuthorization(call.credential)
    const key = tokenKey(call, entrance)
    const token = this.#tokens.token(key, wish, () => fetchToken(this.#parts, call, entrance))
    const text = await orAborted(token, call.signal)
    call.secrets.add(text)
    return `Bearer ${text}`
  }
}

/** How a registry lets the caller in by a challenge: with a token where it offers that, which tells it no password. */
export function entranceOf(call: Call, header: string | undefined): Entrance | undefined {
  const challenges = parseChallenges(header ?? '')
  const bearer = challenges.find(({ scheme, parameters }) => scheme === 'bearer' && parameters.has('realm'))
  if (bearer !== undefined) return tokenEntrance(call, bearer)
  return challenges.some(({ scheme }) => scheme === 'basic') ? { scheme: 'basic' } : undefined
}

function tokenEntrance({ place }: Call, { parameters }: Challenge): Entrance {
  const service = parameters.get('service')
  const own = place.repository === undefined ? [] : [`repository:${place.repository}:pull`]
  const asked = (parameters.get('scope') ?? '').split(' ').flatMap(pullScope)
  return {
    scheme: 'bearer',
    realm: parameters.get('realm') ?? '',
    ...(service === undefined ? {} : { service }),
    scopes: [...new Set([...own, ...asked])].slice(0, scopeLimit),
  }
}

/** A scope that a registry asks for, brought down to reading: nothing more is ever asked for. */
function pullScope(scope: string): string[] {
  const name = /^repository(?:\([a-z]{1,20}\))?:(?<name>[^ ]{1,300}):[a-z,*]{1,100}$/.exec(scope)?.groups?.[
    'name'
  ]
  return name === undefined ? [] : [`repository:${name}:pull`]
}

function placeKey({ home, zone, place }: Call): string {
  return JSON.stringify([home.origin, zone.key, place.repository])
}

/** A digest, for a key would hold the credential otherwise. */
function tokenKey({ zone, credential }: Call, { realm, service, scopes }: TokenRequest): string {
  const parts = [zone.key, realm, service, scopes, credential?.username, credential?.password]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

function colonInName(): RegistryError {
  const message =
    'A user name with a colon cannot be sent to a registry (RFC 7617); give the user and the password apart'
  return new RegistryError('refused', message)
}
