import { isPublicAddress, judgedLookup, type Resolve } from '@ingot/providers'
import type { LookupFunction } from 'node:net'
import { fault, refusedSource, type SourceUrl } from './source-url.ts'

/**
 * The lookup that a socket is given: nothing else can be connected to than what was judged. One address that is not
 * public refuses all (`SOURCE_REFUSED`), unless an administrator allowed the host.
 */
export function guardedLookup(source: SourceUrl, resolve: Resolve): LookupFunction {
  return judgedLookup(resolve, (host, addresses) => {
    const closed = source.isAllowed ? [] : addresses.filter((address) => !isPublicAddress(address))
    if (closed.length === 0) return
    const message = `"${host}" resolves to ${closed.join(', ')}, which is a local or private network address`
    throw refusedSource(source.url.href, [fault('SOURCE_ADDRESS', message)], source.words)
  })
}
