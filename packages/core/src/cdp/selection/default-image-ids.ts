import { normalizeProvider } from '../../image/provider.ts'
import { candidateOf, type SelectionCandidate } from './candidate.ts'
import { byId, inTurn, newestFirst } from './candidate-order.ts'
import type { CatalogContent } from './catalog-content.ts'
import { catalogIndex } from './catalog-index.ts'

const remembered = new WeakMap<CatalogContent['images'], { layout: unknown; ids: ReadonlySet<string> }>()

/**
 * The ids of the default images of a catalog (Cloudbreak, LatestDefaultImageUuidProvider): for each provider the newest
 * of each operating system, runtime and architecture among those that the versions block names as defaults, or, where
 * there is no such block, among those that are advertised. Withdrawn images are none; a custom catalog has none.
 */
export function defaultImageIds(content: CatalogContent): ReadonlySet<string> {
  const known = remembered.get(content.images)
  if (known !== undefined && known.layout === content.layout) return known.ids
  const { listing } = catalogIndex(content)
  const isWanted = (id: string) => listing.by === 'advertised' || listing.defaults.has(id)
  const marked =
    listing.by === 'all'
      ? []
      : content.images
          .filter(({ body }) => body.withdrawn === undefined && isWanted(body.id))
          .map(({ body }) => candidateOf(body, listing))
          .filter((candidate) => candidate.isMarkedDefault)
  const ids = newestOfGroups(marked)
  remembered.set(content.images, { layout: content.layout, ids })
  return ids
}

/** The ids of the newest images of each provider, operating system, runtime and architecture. */
export function newestOfGroups(candidates: readonly SelectionCandidate[]): Set<string> {
  const groups = new Map<string, SelectionCandidate[]>()
  for (const candidate of candidates) {
    for (const key of groupsOf(candidate)) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [candidate])
      else group.push(candidate)
    }
  }
  const ids = new Set<string>()
  for (const group of groups.values()) {
    const before = inTurn(newestFirst(group), byId)
    ids.add(group.reduce((best, one) => (before(one, best) < 0 ? one : best)).image.id)
  }
  return ids
}

/** One key for each provider of an image. */
function groupsOf({ image, entry }: SelectionCandidate): string[] {
  const providers = new Set<string>()
  let last: string | undefined
  for (const { provider } of image.artifacts) {
    if (provider !== last) providers.add(normalizeProvider(provider))
    last = provider
  }
  const { os, version, architecture } = entry
  return [...providers].map((provider) => JSON.stringify([provider, os, version, architecture]))
}
