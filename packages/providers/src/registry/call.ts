import { apiHost } from '@ingot/core'
import { startDeadline } from './deadline.ts'
import { redacted, redactedError, secretsOf } from './redact.ts'
import {
  placeText,
  type ReadMeter,
  type RegistryAccess,
  type RegistryCredential,
  type RegistryOptions,
  type RegistryPlace,
} from './registry-access.ts'
import { RegistryError } from './registry-error.ts'
import { shownText } from './shown-text.ts'

/** Which connections may be shared, and what they may lead to. */
export interface Zone {
  readonly key: string
  readonly isPrivateAllowed: boolean
  readonly certificates?: string
}

/** One call of a method of the client, with all that its requests need. */
export interface Call {
  readonly place: RegistryPlace
  /** Where the API of the registry is: `https://registry-1.docker.io`. */
  readonly home: URL
  readonly access: RegistryAccess
  readonly zone: Zone
  readonly credential?: RegistryCredential
  readonly signal: AbortSignal
  /** How much time is left, in ms. */
  readonly left: () => number
  /** What may not be in any sentence: passwords and tokens that were sent. */
  readonly secrets: Set<string>
  readonly meter?: ReadMeter
}

/** A call that has to be closed, and what its errors are told as. */
interface OpenCall {
  readonly call: Call
  readonly told: (error: unknown) => unknown
  readonly close: () => void
}

/** Opens a call that may take `time` ms. */
export function openCall(
  place: RegistryPlace,
  access: RegistryAccess,
  options: RegistryOptions,
  time: number,
): OpenCall {
  const { credential, signal: outer, meter } = options
  const late = () => {
    const message = `Reading ${placeText(place)} took longer than ${time / 1000} seconds; try again, or look at the network between`
    return new RegistryError('timeout', message)
  }
  const { signal, left, end } = startDeadline(time, late, outer)
  const call: Call = {
    place,
    home: homeOf(place.registry, access),
    access,
    zone: zoneOf(place.registry, access),
    ...(credential === undefined ? {} : { credential }),
    signal,
    left,
    secrets: new Set(credential === undefined ? [] : secretsOf(credential.username, credential.password)),
    ...(meter === undefined ? {} : { meter }),
  }
  const told = (error: unknown) =>
    error instanceof RegistryError ? redactedError(error, call.secrets) : error
  return { call, told, close: end }
}

function homeOf(registry: string, access: RegistryAccess): URL {
  const scheme = access.isAdded && access.plainHttp === true ? 'http' : 'https'
  const url = `${scheme}://${apiHost(registry)}`
  if (URL.canParse(url)) return new URL(url)
  throw new RegistryError('refused', `Expected a registry as host or host:port, got "${shownText(registry)}"`)
}

/** Registries that were not added share their connections; each that was has its own authorities. */
function zoneOf(registry: string, { isAdded, certificates = '' }: RegistryAccess): Zone {
  if (!isAdded) return { key: '', isPrivateAllowed: false }
  const own = certificates.trim() === '' ? {} : { certificates }
  return { key: `${registry} ${certificates}`, isPrivateAllowed: true, ...own }
}

/** Does what one call does, and closes it. Throws `RegistryError`, or the reason of the outer signal. */
export async function inCall<Value>(open: OpenCall, act: (call: Call) => Promise<Value>): Promise<Value> {
  try {
    return await act(open.call)
  } catch (error) {
    throw open.told(error)
  } finally {
    open.close()
  }
}

/** A shorter user name is no secret, and would be found in many words. */
const shortestUser = 3

/** What a registry says, as a sentence shows it: on one line, short, and without what it was sent, the user included. */
export function saidBy({ secrets, credential }: Call, text: string, limit?: number): string {
  const user = credential?.username ?? ''
  const known = user.length < shortestUser ? secrets : [...secrets, user]
  return shownText(redacted(text, known), limit)
}
