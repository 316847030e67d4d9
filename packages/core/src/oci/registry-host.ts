/** Docker Hub as references write it. */
export const dockerHub = 'docker.io'

/** Where the API of Docker Hub is; no other registry has it elsewhere than its name says. */
const dockerHubApi = 'registry-1.docker.io'

/** What people, Docker's own files and older references call Docker Hub. */
const dockerHubNames: ReadonlySet<string> = new Set([dockerHub, 'index.docker.io', dockerHubApi])

const hostPattern = /^(?<name>\[[^\]]*\]|[^[\]:]*)(?::(?<port>.*))?$/
const labelPattern = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/
const addressPattern = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/

/** A host, with a port where it has one, or why a text is none, as a sentence. */
export type ParsedHost =
  | { readonly host: string; readonly fault?: undefined }
  | { readonly host?: undefined; readonly fault: string }

/**
 * Reads the host of a registry, `host` or `host:port`, IPv6 in brackets. It comes in lower case, and Docker Hub under
 * its one name.
 */
export function parseRegistryHost(text: string): ParsedHost {
  const { name = '', port } = hostPattern.exec(text.toLowerCase())?.groups ?? {}
  const fault = nameFault(name, text) ?? (port === undefined ? undefined : portFault(port))
  if (fault !== undefined) return { fault }
  const plain = name.startsWith('[') ? new URL(`http://${name}`).hostname : name
  const host = port === undefined ? plain : `${plain}:${Number(port)}`
  return { host: dockerHubNames.has(host) ? dockerHub : host }
}

function nameFault(name: string, text: string): string | undefined {
  if (name === '') return `Expected a host or host:port, got "${text.slice(0, 100)}"`
  if (name.startsWith('[')) {
    const isAddress = /^\[[0-9a-f:.]{2,45}\]$/.test(name) && URL.canParse(`http://${name}`)
    return isAddress ? undefined : `Expected an IPv6 address in brackets, got "${name.slice(0, 100)}"`
  }
  if (name.length > 253) return `A host has at most 253 characters, but this one has ${name.length}`
  const labels = name.split('.')
  const odd = labels.find((label) => label.length > 63 || !labelPattern.test(label))
  if (odd !== undefined) {
    return `A host consists of letters, digits and "-" between dots, but "${name.slice(0, 100)}" does not`
  }
  // Resolvers read 0x7f.1 and 2130706433 as addresses; who writes them so means to deceive.
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '') && !addressPattern.test(name)) {
    return `Expected an IPv4 address as four decimal numbers, got "${name.slice(0, 100)}"`
  }
  return undefined
}

function portFault(port: string): string | undefined {
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0
  return number >= 1 && number <= 65_535
    ? undefined
    : `Expected a port from 1 to 65535, got "${port.slice(0, 20)}"`
}

/** The host that the API of a registry is asked at: that of its name, but for Docker Hub. */
export function apiHost(registry: string): string {
  return dockerHubNames.has(registry) ? dockerHubApi : registry
}
