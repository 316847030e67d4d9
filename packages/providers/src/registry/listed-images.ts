import {
  isIndexMediaType,
  isManifestMediaType,
  parseManifest,
  platformText,
  type OciDescriptor,
  type OciImageManifest,
  type OciIndex,
  type OciPlatform,
  type OciReference,
} from '@ingot/core'
import type { RegistryOptions } from './registry-access.ts'
import type { RegistryClient } from './registry-client.ts'
import { malformed, RegistryError } from './registry-error.ts'

/** An image for one platform, as an index lists it or a reference leads to it. */
export interface ListedImage {
  readonly digest: string
  /** In bytes, as it is stated. */
  readonly size: number
  /** What the index lists it for; absent where it does not say so. */
  readonly platform?: OciPlatform
  /** Where it has been read already. */
  readonly manifest?: OciImageManifest
}

/** How many platforms an image may have, and how many indexes within one another they may be listed in. */
const platformLimit = 100
const depthLimit = 3
const indexLimit = 20

/**
 * What an index lists, and the indexes within it: everything that somebody who pulls it could be given. Only what is for
 * no platform at all is left out, by that alone: attestations are, but an annotation that calls an image one does not
 * keep it from being run.
 */
export async function listedImages(
  client: RegistryClient,
  reference: OciReference,
  root: OciIndex,
  options: RegistryOptions,
): Promise<ListedImage[]> {
  const images = new Map<string, ListedImage>()
  const seen = new Set<string>()
  let level: readonly OciIndex[] = [root]
  for (let depth = 1; level.length > 0; depth += 1) {
    const entries = level.flatMap(({ manifests }) => manifests)
    for (const image of entries.flatMap(imageOf)) images.set(keyOf(image), image)
    if (images.size > platformLimit) {
      throw excessive(reference, `at most ${platformLimit} platforms, got ${images.size}`)
    }
    const inner = entries.filter(({ mediaType, digest }) => isIndexMediaType(mediaType) && !seen.has(digest))
    for (const { digest } of inner) seen.add(digest)
    if (inner.length > 0 && depth >= depthLimit) {
      throw excessive(reference, `at most ${depthLimit} indexes within one another, got more`)
    }
    if (seen.size > indexLimit)
      throw excessive(reference, `at most ${indexLimit} indexes within it, got more`)
    level = await readIndexes(client, reference, inner, options)
  }
  return [...images.values()]
}

/** Attestations of BuildKit are listed for a platform of this name. */
export function isNoPlatform({ os, architecture }: OciPlatform): boolean {
  return os === 'unknown' && architecture === 'unknown'
}

function imageOf({ mediaType, digest, size, platform }: OciDescriptor): ListedImage[] {
  if (!isManifestMediaType(mediaType) || (platform !== undefined && isNoPlatform(platform))) return []
  return [{ digest, size, ...(platform === undefined ? {} : { platform }) }]
}

function keyOf({ digest, platform }: ListedImage): string {
  return `${digest} ${platform === undefined ? '' : platformText(platform)}`
}

async function readIndexes(
  client: RegistryClient,
  { registry, repository, text }: OciReference,
  descriptors: readonly OciDescriptor[],
  options: RegistryOptions,
): Promise<OciIndex[]> {
  const indexes: OciIndex[] = []
  for (const { digest } of new Map(descriptors.map((one) => [one.digest, one])).values()) {
    const { bytes, mediaType } = await client.manifest({ registry, repository, digest }, options)
    const { manifest, faults } = parseManifest(bytes, mediaType)
    const what = `the index ${digest} of "${text}"`
    if (faults !== undefined) throw malformed(what, faults)
    if (manifest.kind !== 'index') throw malformed(what, ['Expected an index, got the manifest of an image'])
    indexes.push(manifest)
  }
  return indexes
}

function excessive({ text }: OciReference, expected: string): RegistryError {
  return new RegistryError('too-large', `Expected of "${text}" ${expected}`)
}
