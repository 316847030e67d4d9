import { isIP } from 'node:net'

/** Hosts of storage services and of GitHub, whose URLs may carry a query (Cloudbreak, ImageCatalogUrlValidator). */
const freeHosts: readonly RegExp[] = [
  /^(?:[^.]+\.)?s3(?:[.-][^.]+)?\.amazonaws\.com$/,
  /^[^.]+\.blob\.core\.windows\.net$/,
  /^(?:storage\.googleapis\.com|storage\.cloud\.google\.com|[^.]+\.storage\.googleapis\.com)$/,
  /^(?:github\.com|raw\.githubusercontent\.com)$/,
]

/** Ends of names that mean something on a machine or in a site, and nothing on the Internet. */
const localEnds = [
  'localhost',
  'localdomain',
  'local',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'home.arpa',
  'lan',
  'svc',
]

/** Whether a host, in lower case, is one of the storage services or GitHub. */
export function isFreeHost(host: string): boolean {
  return freeHosts.some((pattern) => pattern.test(host))
}

/** Whether a host is written as an address; brackets mark one of IPv6. */
export function isAddressHost(host: string): boolean {
  return host.startsWith('[') || isIP(host) !== 0
}

/** Whether a name, in lower case, can only be one of this machine or of its site: `localhost`, `db`, `db.internal`. */
export function isLocalName(host: string): boolean {
  const name = host.replace(/\.+$/, '')
  return !name.includes('.') || localEnds.some((end) => name === end || name.endsWith(`.${end}`))
}

const allowedForm = /^(?<host>\[[\da-f:.]{2,45}\]|[\da-z_.-]{1,253})(?::(?<port>\d{1,5}))?$/

/** Whether a text can be what an administrator allows: a host, or host:port; IPv6 in brackets. */
export function isAllowedForm(allowHost: string): boolean {
  return allowedForm.test(allowHost.toLowerCase())
}

/** Whether an administrator allowed exactly the host and port of the URL; without a port, that of its scheme. */
export function isAllowedHost(url: URL, allowHost: string | undefined): boolean {
  const allowed = allowedForm.exec(allowHost?.toLowerCase() ?? '')?.groups
  if (allowed === undefined || allowed['host'] !== url.hostname) return false
  const standard = url.protocol === 'http:' ? 80 : 443
  const port = url.port === '' ? standard : Number(url.port)
  return port === (allowed['port'] === undefined ? standard : Number(allowed['port']))
}
