import { isIP } from 'node:net'
import { saidBy, type Call } from './call.ts'
import { placeText } from './registry-access.ts'
import { RegistryError } from './registry-error.ts'
import { shownUrl } from './shown-text.ts'

const realmLimit = 2048

/**
 * Where a registry says that its tokens are given, if it is a place to ask at: an https URL, or one of the registry's
 * own origin. A credential goes there only where that is the registry's own host or one of the same site, or where an
 * administrator added the registry; Docker Hub gives its tokens at auth.docker.io.
 */
export function realmUrl(realm: string, call: Call): URL {
  const refuse = (why: string) => {
    const message = `Cannot read ${placeText(call.place)}: ${why}`
    return new RegistryError('refused', message)
  }
  const isUrl = realm.length <= realmLimit && URL.canParse(realm)
  if (!isUrl) throw refuse(`expected the URL that gives its tokens, got "${saidBy(call, realm)}"`)
  const url = new URL(realm)
  const shown = saidBy(call, shownUrl(url))
  if (url.username !== '' || url.password !== '')
    throw refuse(`its tokens are at a URL with a user or a password`)
  const isHome = url.origin === call.home.origin
  if (!isHome && url.protocol !== 'https:') {
    throw refuse(`its tokens are at "${shown}", which is no https URL; nothing is asked there`)
  }
  if (
    call.credential !== undefined &&
    !call.access.isAdded &&
    !isSameSite(url.hostname, call.home.hostname)
  ) {
    throw refuse(
      `its tokens are at "${shown}", on another site; the credential is not sent there unless an administrator adds the registry`,
    )
  }
  return url
}

/**
 * Whether two hosts are of one site: the same, or the same but for what stands before the last two labels. That is too
 * much below such as co.uk; but who runs the registry is to be trusted with its credential anyway.
 */
function isSameSite(one: string, other: string): boolean {
  if (one === other) return true
  const isName = (host: string) => isIP(host) === 0 && !host.startsWith('[')
  const site = (host: string) => host.split('.').slice(-2).join('.')
  return isName(one) && isName(other) && one.includes('.') && site(one) === site(other)
}
