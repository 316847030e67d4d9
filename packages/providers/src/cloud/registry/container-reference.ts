import { isDigest, parseImageReference, type OciReference, type OciRepository } from '@ingot/core'

/**
 * What a text means on a server: nothing where it is of another server, is the digest of a file, or says neither tag nor
 * digest, since "latest" moves.
 */
export function containerReference(server: string, text: string): OciReference | undefined {
  if (isDigest(text)) return undefined
  const { reference } = parseImageReference(hasHost(text) ? text : `${server}/${text}`)
  if (reference?.registry !== server) return undefined
  const saysTag = text.slice(text.lastIndexOf('/') + 1).includes(':')
  return reference.digest !== undefined || saysTag ? reference : undefined
}

/** Whether the first part is a host and no part of a repository, as Docker tells them apart. */
function hasHost(text: string): boolean {
  const [first = '', ...rest] = text.split('/')
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
}

/** A repository of a server as references write it: official images of Docker Hub are in `library/`. */
export function containerRepository(server: string, repository: string): OciRepository {
  const { reference } = parseImageReference(`${server}/${repository}`)
  return reference?.registry === server ? reference : { registry: server, repository }
}
