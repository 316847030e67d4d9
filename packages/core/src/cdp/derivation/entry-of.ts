import type { Artifact, Image } from '@ingot/contract'
import { ownMembers } from './effective-entry.ts'
import { anyRegion } from './region.ts'

/**
 * An effective image as one Cloudbreak entry: its id as `uuid`, the members of its entry, and its references as
 * `images` by provider and region. An image of no Cloudbreak catalog shows its own fields in their place.
 */
export function entryOf(image: Image): Record<string, unknown> {
  return { uuid: image.id, ...membersOf(image), images: referencesOf(image) }
}

function membersOf(image: Image): Readonly<Record<string, unknown>> {
  if (image.cloudbreak !== undefined) return image.cloudbreak.entry
  if (image.derived !== undefined) return ownMembers(image, image.derived)
  const { description, os, architecture, traits } = image
  return { description, os, architecture, traits }
}

function referencesOf(image: Image): Record<string, Record<string, string>> {
  const providers = new Map<string, Map<string, string>>()
  for (const artifact of image.artifacts) {
    const regions = providers.get(artifact.provider) ?? new Map<string, string>()
    providers.set(artifact.provider, regions)
    regions.set(regionName(artifact, regions), artifact.reference)
  }
  for (const provider of image.cloudbreak?.emptyProviders ?? []) {
    if (!providers.has(provider)) providers.set(provider, new Map())
  }
  return Object.fromEntries(
    [...providers].map(([provider, regions]) => [provider, Object.fromEntries(regions)]),
  )
}

/** Images of other systems may have several artifacts in one region, which only their names tell apart. */
function regionName({ name, region = anyRegion }: Artifact, taken: ReadonlyMap<string, string>): string {
  return taken.has(region) ? name : region
}
