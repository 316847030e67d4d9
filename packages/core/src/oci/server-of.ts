import { parseImageReference } from './parse-image-reference.ts'
import { dockerHub, parseRegistryHost } from './registry-host.ts'

/** The server that a credential is for, as it was meant. */
export interface CredentialServer {
  /** `host` or `host:port`, as references write it. */
  readonly server: string
  /** The repositories that it is meant for, where only some are: `team/project`. */
  readonly path?: string
  /** What was understood otherwise than it was written, as a sentence. */
  readonly note?: string
}

/** A server, or why a text names none, as a sentence. */
export type ParsedServer =
  | { readonly server: CredentialServer; readonly fault?: undefined }
  | { readonly server?: undefined; readonly fault: string }

/** Pages of Docker Hub that people take for its registry. */
const dockerHubPages: ReadonlySet<string> = new Set([
  'hub.docker.com',
  'registry.hub.docker.com',
  'docker.com',
])

/**
 * Reads what people give as the server of a credential: a host; a URL such as `https://index.docker.io/v1/`, which
 * Docker's own files have; or a whole image reference. A path limits the credential to it, as Kubernetes has it; the
 * repository of an image with a tag or digest does not, since nobody means one image.
 */
export function serverOf(text: string): ParsedServer {
  const trimmed = text.trim()
  if (trimmed === '') return { fault: 'Expected the host of a registry, got nothing' }
  if (trimmed.length > 1024) {
    return {
      fault: `The server of a credential has at most 1024 characters, but this one has ${trimmed.length}`,
    }
  }
  const bare = trimmed.replace(/^(?:https?|docker|oci):\/\//i, '')
  if (/[?#\s]/.test(bare) || bare.includes('://')) {
    return { fault: `Expected the host of a registry, got "${trimmed.slice(0, 200)}"` }
  }
  const at = bare.indexOf('@')
  if (at !== -1 && !bare.startsWith('sha256:', at + 1)) {
    return { fault: 'Expected the host of a registry without a user or password; give these apart' }
  }
  return isImage(bare) ? ofImage(bare) : ofHost(bare, bare !== trimmed)
}

/** Whether a text without a scheme ends with a tag or a digest. */
function isImage(bare: string): boolean {
  return bare.includes('/') && /[:@]/.test(bare.slice(bare.lastIndexOf('/')))
}

function ofImage(bare: string): ParsedServer {
  const { reference, fault } = parseImageReference(bare)
  if (fault !== undefined) return { fault }
  const { registry, repository } = reference
  const note = `"${bare}" is an image; the credential is taken for all of "${registry}". Give the path "${repository}" to use it for that repository alone`
  return { server: { server: registry, note } }
}

function ofHost(bare: string, isUrl: boolean): ParsedServer {
  const [first = '', ...rest] = bare.split('/').filter((part, index) => part !== '' || index === 0)
  const path = rest.join('/').replace(/^v[12](?:\/|$)/, '')
  if (!isUrl && !/[.:]/.test(first) && first !== 'localhost') return unnamed(bare)
  const parsed = dockerHubPages.has(first.toLowerCase()) ? { host: dockerHub } : parseRegistryHost(first)
  if (parsed.fault !== undefined) return parsed
  const { host } = parsed
  if (path !== '') return withPath(host, path)
  const isPlain = bare.toLowerCase() === host && !isUrl
  const note = `"${host}" is taken as the server, which is how image references write it`
  return { server: { server: host, ...(isPlain ? {} : { note }) } }
}

function withPath(host: string, path: string): ParsedServer {
  const { reference, fault } = parseImageReference(`${host}/${path}`)
  if (fault !== undefined) return { fault }
  // Docker Hub keeps official images in library/, but a path of one part is the name of a user there.
  const written = host === dockerHub && !path.includes('/') ? path : reference.repository
  const note = `The credential is taken for repositories of "${host}" that are or begin with "${written}"`
  return { server: { server: host, path: written, note } }
}

/** A word that may be a host of the site or a user of Docker Hub. */
function unnamed(bare: string): ParsedServer {
  const message = `Expected a host with a dot or a port, got "${bare.slice(0, 200)}"; image references need "." or ":" to tell a host from a repository of Docker Hub, which is "${dockerHub}"`
  return { fault: message }
}
