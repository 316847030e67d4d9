import { judgedLookup, type Resolve } from '../network/judged-lookup.ts'
import { isPublicAddress } from '../network/public-address.ts'
import { X509Certificate } from 'node:crypto'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { isIP } from 'node:net'
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import { BoundedMap } from './bounded-map.ts'
import type { Zone } from './call.ts'
import { RegistryError } from './registry-error.ts'

/** How many zones keep connections; more registries than that are hardly added. */
const zoneLimit = 200
/** How long an idle connection is kept, in ms. */
const idleLimit = 15_000

interface Agents {
  readonly http: HttpAgent
  readonly https: HttpsAgent
}

/** Connections that are kept for the next request. Each was made to an address that its zone allows. */
export class Connections {
  readonly #agents = new BoundedMap<Agents>(zoneLimit)
  readonly #resolve: Resolve
  readonly #limit: number

  constructor(resolve: Resolve, limit: number) {
    this.#resolve = resolve
    this.#limit = limit
  }

  /** The agent for a URL; throws `RegistryError` where the URL may not be connected to as far as its text tells. */
  agent(url: URL, zone: Zone): HttpAgent | HttpsAgent {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) !== 0) judge(zone, host, [host])
    const agents = this.#agents.get(zone.key) ?? this.#made(zone)
    return url.protocol === 'http:' ? agents.http : agents.https
  }

  /** Ends all connections. */
  close(): void {
    for (const { http, https } of this.#agents.clear()) {
      http.destroy()
      https.destroy()
    }
  }

  #made(zone: Zone): Agents {
    const options = {
      keepAlive: true,
      maxSockets: this.#limit,
      maxFreeSockets: this.#limit,
      timeout: idleLimit,
      lookup: judgedLookup(this.#resolve, (host, addresses) => judge(zone, host, addresses)),
    }
    const context = secureContext(zone)
    const agents = {
      http: new HttpAgent(options),
      https: new HttpsAgent({ ...options, ...(context === undefined ? {} : { secureContext: context }) }),
    }
    const forgotten = this.#agents.set(zone.key, agents)
    // Not destroyed: requests may be under way on others of its connections.
    for (const agent of forgotten === undefined ? [] : [forgotten.http, forgotten.https]) endIdle(agent)
    return agents
  }
}

function judge({ isPrivateAllowed }: Zone, host: string, addresses: readonly string[]): void {
  const closed = isPrivateAllowed ? [] : addresses.filter((address) => !isPublicAddress(address))
  if (closed.length === 0) return
  const leads = closed.length === 1 && closed[0] === host ? 'is' : `leads to ${closed.join(', ')}, which is`
  throw new RegistryError(
    'refused',
    `"${host}" ${leads} a local or private network address; only registries that an administrator added may be there, or send there`,
  )
}

/** What a zone trusts beside the usual authorities; made once, for that takes a while. */
function secureContext({ certificates }: Zone): SecureContext | undefined {
  if (certificates === undefined) return undefined
  return createSecureContext({ ca: [...rootCertificates, ...readAuthorities(certificates)] })
}

const pemPattern = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** The certificates of a text, each for itself: of what it cannot read, OpenSSL would say nothing. */
function readAuthorities(text: string): string[] {
  const blocks = text.match(pemPattern) ?? []
  try {
    if (blocks.length > 0) return blocks.map((block) => new X509Certificate(block).toString())
  } catch {
    // Told of below, as where there is none.
  }
  const message = 'The authorities to trust for the registry are no certificates in PEM; give others'
  throw new RegistryError('refused', message)
}

function endIdle(agent: HttpAgent): void {
  for (const sockets of Object.values(agent.freeSockets)) {
    for (const socket of sockets ?? []) socket.destroy()
  }
}
