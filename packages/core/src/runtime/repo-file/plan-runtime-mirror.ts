import type { Fault, MirrorItem, RuntimeEntry } from '@ingot/contract'
import { parseImageReference, toReference } from '../../oci/parse-image-reference.ts'
import { quoted } from '../rules/quoted.ts'
import { pinnedIdentifier } from './repo-entry-of.ts'
import { rewriteHosts, type HostRewrite } from './rewrite-hosts.ts'

/** What has to be copied for a site that is closed. */
export interface RuntimeMirrorPlan {
  /** In the order of the runtimes. */
  readonly items: readonly MirrorItem[]
  /** Identifiers of the runtimes that were never read, so that no digest is known. */
  readonly unpinned: readonly string[]
  /** Copies that would overwrite each other. */
  readonly faults: readonly Fault[]
}

/** A runtime, with its id. */
interface Mirrored {
  readonly id: string
  readonly runtime: Pick<RuntimeEntry, 'identifier' | 'digest'>
}

/** Lists what is to be copied where, each by the digest that the copy must have. */
export function planRuntimeMirror(
  runtimes: readonly Mirrored[],
  rewrites: readonly HostRewrite[],
): RuntimeMirrorPlan {
  const items: MirrorItem[] = []
  const unpinned: string[] = []
  for (const { id, runtime } of runtimes) {
    const from = pinnedIdentifier(runtime)
    if (from === undefined) unpinned.push(runtime.identifier)
    else
      items.push({
        runtime: id,
        from,
        to: rewriteHosts(targetOf(runtime.identifier), rewrites),
        digest: digestOf(from),
      })
  }
  return { items, unpinned, faults: [...conflicts(items)] }
}

/** A copy is named by its tag, where it has one: a registry does not take an image by digest and tag. */
function targetOf(identifier: string): string {
  const { reference } = parseImageReference(identifier)
  if (reference?.tag === undefined) return identifier
  return toReference(reference, reference.tag).text
}

function digestOf(pinned: string): string {
  return pinned.slice(pinned.indexOf('@') + 1)
}

function* conflicts(items: readonly MirrorItem[]): Generator<Fault> {
  const places = new Map<string, MirrorItem>()
  for (const item of items) {
    const other = places.get(item.to)
    if (other === undefined) places.set(item.to, item)
    else if (other.digest !== item.digest) {
      const message = `${other.from} and ${item.from} would both be copied to ${quoted(item.to)}: rewrite them to different places`
      yield { severity: 'error', code: 'MIRROR_CONFLICT', message }
    }
  }
}
