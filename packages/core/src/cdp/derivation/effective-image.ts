import type { CloudbreakEntry, Derivation, Image } from '@ingot/contract'
import { cloudbreakTraits } from '../cloudbreak/traits.ts'
import { effectiveEntry } from './effective-entry.ts'
import { effectiveReferences, type EffectiveReferences } from './effective-references.ts'

/**
 * An image with all that it inherits from its source, as everything but its storing sees it. Its own are the id, the
 * name and the version, the lifecycle, the moments `created` and `published` (epoch seconds in the entry), the base
 * URL of its packages, and what it says of references and description; the rest is the source's, with the archive
 * prefix replaced (Cloudbreak, CustomImageProvider). Unlike there the architecture is kept, the description of the
 * source holds where it has none, and moments are in the unit of all other images.
 *
 * Without the source it is what it says itself. An image that derives from none comes back as it is.
 */
export function effectiveImage(own: Image, source: Image | undefined): Image {
  const { derived } = own
  if (derived === undefined) return own
  if (source === undefined) return { ...own, traits: { ...own.traits, ...provenance(derived) } }
  const references = effectiveReferences(own, source)
  const cloudbreak = effectiveCloudbreak(own, derived, source, references)
  const { description = source.description, os = source.os, architecture = source.architecture } = own
  return {
    ...own,
    ...(description === undefined ? {} : { description }),
    ...(os === undefined ? {} : { os }),
    ...(architecture === undefined ? {} : { architecture }),
    traits: { ...inheritedTraits(source, cloudbreak, references), ...own.traits, ...provenance(derived) },
    artifacts: references.artifacts,
    ...(cloudbreak === undefined ? {} : { cloudbreak }),
  }
}

function effectiveCloudbreak(
  own: Image,
  derived: Derivation,
  source: Image,
  { emptyProviders }: EffectiveReferences,
): CloudbreakEntry | undefined {
  if (source.cloudbreak === undefined) return undefined
  const { list, entry } = source.cloudbreak
  return {
    list,
    entry: effectiveEntry(own, derived, entry),
    ...(emptyProviders.length === 0 ? {} : { emptyProviders: [...emptyProviders] }),
  }
}

/** Traits are read anew from what the image has become; those of a source without an entry are taken over. */
function inheritedTraits(
  source: Image,
  cloudbreak: CloudbreakEntry | undefined,
  { artifacts, emptyProviders }: EffectiveReferences,
): Record<string, string> {
  if (cloudbreak === undefined) return source.traits
  const providers = new Set([...artifacts.map(({ provider }) => provider), ...emptyProviders])
  return cloudbreakTraits(cloudbreak.list, cloudbreak.entry, [...providers])
}

/** What selectors can tell derived images by: the id of the source, and the base URL of their packages. */
function provenance({ source, baseParcelUrl }: Derivation): Record<string, string> {
  return {
    source: source.id,
    ...(baseParcelUrl === undefined ? {} : { 'base-parcel-url': baseParcelUrl }),
  }
}
