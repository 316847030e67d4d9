import { digestFault } from './digest.ts'
import { dockerHub, parseRegistryHost } from './registry-host.ts'

/** A repository, and the registry that it is on. */
export interface OciRepository {
  /** `host` or `host:port`; Docker Hub is `docker.io`. */
  readonly registry: string
  /** `team/app`; official images of Docker Hub are in `library/`. */
  readonly repository: string
}

/** What an image reference names. Of tag and digest at least one is there; a digest wins over a tag. */
export interface OciReference extends OciRepository {
  readonly tag?: string
  readonly digest?: string
  /** In full, and in one form only: `docker.io/library/ubuntu:24.04`. */
  readonly text: string
}

/** A reference, or why a text is none, as a sentence. */
export type ParsedReference =
  | { readonly reference: OciReference; readonly fault?: undefined }
  | { readonly reference?: undefined; readonly fault: string }

/** The longest text that is read as a reference, in UTF-16 units. */
const textLimit = 1024
/** distribution-spec leaves it open; this is what registries and Docker hold to. */
const repositoryLimit = 255

const partPattern = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/

/**
 * Reads an image reference as Docker does: the first part is a host only where it has a dot or a colon or is
 * `localhost`; without a host it is one of Docker Hub; without tag and digest the tag is `latest`.
 */
export function parseImageReference(text: string): ParsedReference {
  const trimmed = text.trim()
  const fault = textFault(trimmed)
  if (fault !== undefined) return { fault }
  const { name, tag, digest } = divided(trimmed)
  const place = parsePlace(name)
  if (place.fault !== undefined) return place
  const suffixFault =
    (tag === undefined ? undefined : tagFault(tag)) ??
    (digest === undefined ? undefined : digestFault(digest))
  if (suffixFault !== undefined)
    return { fault: `${suffixFault}, in the image reference "${shown(trimmed)}"` }
  return { reference: toReference(place.place, tag, digest) }
}

/** The reference to what a digest or a tag names in a repository; `latest` where both are absent. */
export function toReference(
  { registry, repository }: OciRepository,
  tag?: string,
  digest?: string,
): OciReference {
  const named = tag === undefined && digest === undefined ? 'latest' : tag
  return {
    registry,
    repository,
    ...(named === undefined ? {} : { tag: named }),
    ...(digest === undefined ? {} : { digest }),
    text: `${registry}/${repository}${named === undefined ? '' : `:${named}`}${digest === undefined ? '' : `@${digest}`}`,
  }
}

function textFault(text: string): string | undefined {
  if (text === '') return 'An image reference cannot be empty'
  if (text.length > textLimit) {
    return `An image reference has at most ${textLimit} characters, but this one has ${text.length}`
  }
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0]
  if (scheme !== undefined) {
    return `An image reference begins with its host, but "${shown(text)}" begins with "${scheme}"; leave that away`
  }
  if (!/^[\x21-\x7e]+$/.test(text)) {
    return `An image reference has neither spaces nor letters beyond ASCII, but "${shown(text)}" does`
  }
  return undefined
}

/** Splits off what follows `@`, and what follows the last colon behind the last slash. */
function divided(text: string): { name: string; tag?: string; digest?: string } {
  const at = text.indexOf('@')
  const before = at === -1 ? text : text.slice(0, at)
  const colon = before.indexOf(':', before.lastIndexOf('/') + 1)
  // `[::1]` alone is an address that lacks its repository, and no name with a tag.
  const hasTag = colon !== -1 && !before.startsWith('[', before.lastIndexOf('/') + 1)
  return {
    name: hasTag ? before.slice(0, colon) : before,
    ...(hasTag ? { tag: before.slice(colon + 1) } : {}),
    ...(at === -1 ? {} : { digest: text.slice(at + 1) }),
  }
}

type ParsedPlace =
  | { readonly place: OciRepository; readonly fault?: undefined }
  | { readonly place?: undefined; readonly fault: string }

function parsePlace(name: string): ParsedPlace {
  const slash = name.indexOf('/')
  const first = slash === -1 ? '' : name.slice(0, slash)
  const hasHost = /[.:]/.test(first) || first === 'localhost'
  const path = hasHost ? name.slice(slash + 1) : name
  const parsed = hasHost ? parseRegistryHost(first) : { host: dockerHub }
  if (parsed.fault !== undefined) return { fault: `${parsed.fault}, in the image reference "${shown(name)}"` }
  const repository = parsed.host === dockerHub && !path.includes('/') ? `library/${path}` : path
  const fault = repositoryFault(path) ?? identifierFault(name)
  return fault === undefined ? { place: { registry: parsed.host, repository } } : { fault }
}

/** Why a text is no repository of a registry, as a sentence; `undefined` when it is one (distribution-spec, `<name>`). */
export function repositoryFault(path: string): string | undefined {
  if (path === '')
    return 'An image reference names a repository, but this one does not: write host/repository:tag'
  if (path.length > repositoryLimit) {
    return `A repository has at most ${repositoryLimit} characters, but this one has ${path.length}`
  }
  const odd = path.split('/').find((part) => !partPattern.test(part))
  if (odd === undefined) return undefined
  if (partPattern.test(odd.toLowerCase())) {
    return `A repository is written in lower case, but "${shown(path)}" is not; did you mean "${shown(path.toLowerCase())}"?`
  }
  return `A repository consists of lower-case letters and digits, with ".", "_", "__" or "-" between them and "/" between its parts, but "${shown(path)}" does not`
}

/** Docker reads 64 hexadecimal digits as the id of an image of its own, and refuses them as a name. */
function identifierFault(name: string): string | undefined {
  if (!/^[0-9a-f]{64}$/.test(name)) return undefined
  return `Expected a repository, got "${name}", which is the id of a local image; name the image by host/repository:tag`
}

/** Why a text is no tag, as a sentence; `undefined` when it is one (distribution-spec). */
export function tagFault(tag: string): string | undefined {
  if (tag === '') return 'Expected a tag behind the colon'
  if (tagPattern.test(tag)) return undefined
  return `A tag has at most 128 letters, digits, "_", "." and "-" and begins with none of the last two, but "${shown(tag)}" does not`
}

function shown(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
