import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'

/** Every address of a host. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** Asks the resolver of the machine. */
export const resolveHost: Resolve = async (host) => {
  const found = await lookup(host, { all: true })
  return found.map(({ address }) => address)
}

/**
 * The lookup that a socket is given: it asks once, lets `judge` throw, and answers exactly what was judged, so that
 * nothing else can be connected to. A host that is written as an address is never looked up: it has to be judged
 * before.
 */
export function judgedLookup(
  resolve: Resolve,
  judge: (host: string, addresses: readonly string[]) => void,
): LookupFunction {
  return (host, options, callback) => {
    judged(host, resolve, judge).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }))
        const [first] = found
        if (options.all === true) callback(null, found)
        else callback(null, first?.address ?? '', first?.family)
      },
      (error: Error) => callback(error, []),
    )
  }
}

async function judged(
  host: string,
  resolve: Resolve,
  judge: (host: string, addresses: readonly string[]) => void,
): Promise<readonly string[]> {
  const addresses = await resolve(host)
  if (addresses.length === 0) throw new Error(`"${host}" has no address`)
  judge(host, addresses)
  return addresses
}
