import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'
import { fault, refusedSource, type SourceUrl } from './source-url.ts'

/** Every address of a host. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** Asks the resolver of the machine. */
export const resolveHost: Resolve = async (host) => {
  const found = await lookup(host, { all: true })
  return found.map(({ address }) => address)
}

/**
 * The lookup that a socket is given: it asks once, judges every address, and answers exactly those, so that nothing
 * else can be connected to than what was judged. One address that is not public refuses all (`SOURCE_REFUSED`).
 */
export function guardedLookup(source: SourceUrl, resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    judged(source, host, resolve).then(
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

async function judged(source: SourceUrl, host: string, resolve: Resolve): Promise<readonly string[]> {
  const addresses = await resolve(host)
  if (addresses.length === 0) throw new Error(`"${host}" has no address`)
  const closed = source.isAllowed ? [] : addresses.filter((address) => !isPublicAddress(address))
  if (closed.length === 0) return addresses
  const message = `"${host}" resolves to ${closed.join(', ')}, which is a local or private network address`
  throw refusedSource(source.url.href, [fault('SOURCE_ADDRESS', message)])
}
