import type { Fault } from '@ingot/contract'
import { shown } from './shown.ts'

const lengthLimit = 255
const path = '/baseParcelUrl'

/** Scheme, authority and path; what would come after it, a query or a fragment, is matched apart. */
const addressPattern = /^https?:\/\/(?<authority>[^/?#]*)(?<path>[^?#]*)(?<rest>.*)$/isu
const authorityPattern = /^(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(?<port>\d{1,5}))?$/i

/**
 * Why a text cannot be the base URL of packages: an address of http or https, without credentials, query and
 * fragment, to which the paths of packages are added. The length is that which the CDP API takes.
 */
export function baseUrlFaults(url: string): Fault[] {
  if (url.length > lengthLimit) {
    const message = `The length of the baseParcelUrl must be between 1 and ${lengthLimit}, not ${url.length}`
    return [fault('BASE_URL_LENGTH', message)]
  }
  return baseUrlReasons(url).map((reason) =>
    fault(
      'BASE_URL_FORM',
      `Expected a URL such as https://mirror.example.com/p/, but got ${shown(url)}: ${reason}`,
    ),
  )
}

function baseUrlReasons(url: string): string[] {
  const parts = addressPattern.exec(url)?.groups
  if (parts === undefined) return ['it does not begin with https:// or http://']
  const { authority = '', rest = '' } = parts
  const reasons = []
  if (authority.includes('@')) reasons.push('it has a user or a password, which everyone could read')
  else if (!isAuthority(authority)) reasons.push('its host or port is none')
  if (!/^[\w.~!$&'()*+,;=:@%/-]*$/.test(parts['path'] ?? '')) {
    reasons.push('its path has a space or another character that is to be percent-encoded')
  }
  if (rest.startsWith('?')) reasons.push('paths are added to it, so it can have no query')
  if (rest.includes('#')) reasons.push('paths are added to it, so it can have no fragment')
  return reasons
}

function isAuthority(authority: string): boolean {
  const match = authorityPattern.exec(authority)
  return match !== null && Number(match.groups?.['port'] ?? 1) <= 65_535
}

function fault(code: string, message: string): Fault {
  return { severity: 'error', code, message, path }
}
