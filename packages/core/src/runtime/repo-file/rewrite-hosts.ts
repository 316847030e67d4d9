import type { Fault } from '@ingot/contract'
import { parseImageReference } from '../../oci/parse-image-reference.ts'
import { dockerHub, parseRegistryHost } from '../../oci/registry-host.ts'
import { quoted } from '../rules/quoted.ts'

/** That images on a registry, or below a path of one, are to be looked for elsewhere: `host` or `host/team`. */
export interface HostRewrite {
  readonly from: string
  readonly to: string
}

/**
 * Reads rewrites `FROM=TO`, of which each side is a host, or a host with the beginning of a path. What is wrong with
 * any is a fault, with a pointer to its place in the list below `path`; then there are none.
 */
export function parseRewrites(
  texts: readonly string[],
  path = '/rewriteHost',
): { rewrites: HostRewrite[]; faults: Fault[] } {
  const rewrites = new Map<string, HostRewrite>()
  const faults: Fault[] = []
  for (const [index, text] of texts.entries()) {
    const note = (code: string, message: string): void => {
      faults.push({ severity: 'error', code, message, path: `${path}/${index}` })
    }
    const rewrite = parseRewrite(text)
    if (typeof rewrite === 'string') note('REWRITE_INVALID', rewrite)
    else if ((rewrites.get(rewrite.from) ?? rewrite).to !== rewrite.to) {
      note(
        'REWRITE_TWICE',
        `Images on ${quoted(rewrite.from)} cannot be looked for in two places: keep one of them`,
      )
    } else rewrites.set(rewrite.from, rewrite)
  }
  return { rewrites: faults.length > 0 ? [] : [...rewrites.values()], faults }
}

/**
 * The identifier of an image where it is looked for: of the rewrites that its host and path begin with the longest one
 * counts, and whole parts of a path only. Without one, and where it is no reference, it stays as it is.
 */
export function rewriteHosts(identifier: string, rewrites: readonly HostRewrite[]): string {
  const { reference } = parseImageReference(identifier)
  if (reference === undefined) return identifier
  const name = `${reference.registry}/${reference.repository}`
  const [best] = rewrites
    .filter(({ from }) => name === from || name.startsWith(`${from}/`))
    .toSorted((a, b) => b.from.length - a.from.length)
  if (best === undefined) return identifier
  return best.to + name.slice(best.from.length) + reference.text.slice(name.length)
}

/** A rewrite, or what is wrong with it. */
function parseRewrite(text: string): HostRewrite | string {
  const sides = text.split('=')
  if (sides.length !== 2) {
    return `Expected FROM=TO, such as docker.io=registry.example.com/mirror, but got ${quoted(text)}`
  }
  const [from, to] = sides.map((side) => parsePrefix(side.trim()))
  if (from?.fault !== undefined) return `${from.fault}, before the "=" of ${quoted(text)}`
  if (to?.fault !== undefined) return `${to.fault}, behind the "=" of ${quoted(text)}`
  return { from: from!.prefix, to: to!.prefix }
}

type Prefix = { readonly prefix: string; readonly fault?: undefined } | { readonly fault: string }

function parsePrefix(side: string): Prefix {
  const [first = '', ...parts] = side.split('/')
  const { host, fault } = parseRegistryHost(first)
  if (fault !== undefined) return { fault }
  if (!/[.:]/.test(host) && host !== 'localhost') {
    return { fault: `Expected a host with a dot or a port, got "${host}"; Docker Hub is "${dockerHub}"` }
  }
  if (parts.length === 0) return { prefix: host }
  const repository = parts.join('/')
  const parsed = parseImageReference(`${host}/${repository}`)
  if (parsed.fault !== undefined) return { fault: parsed.fault }
  const isPlain =
    parsed.reference.digest === undefined && parsed.reference.text.endsWith(`${repository}:latest`)
  if (!isPlain) return { fault: `Expected no tag and no digest in ${quoted(side)}` }
  // Below Docker Hub a path of one part is a user, not an official image.
  return { prefix: `${host}/${repository}` }
}
