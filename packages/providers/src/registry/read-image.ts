import {
  parseManifest,
  parsePlatform,
  platformText,
  type OciImage,
  type OciPlatformImage,
  type OciReference,
} from '@ingot/core'
import { listedImages, type ListedImage } from './listed-images.ts'
import { mapBounded } from './map-bounded.ts'
import { ReadBudget } from './read-budget.ts'
import { readPlatformImage, type ReadPlatform } from './read-platform-image.ts'
import { redactedError, secretsOf } from './redact.ts'
import type { RegistryOptions } from './registry-access.ts'
import type { RegistryClient } from './registry-client.ts'
import { malformed, RegistryError } from './registry-error.ts'

/** What of an image is read. */
export interface ReadImageOptions extends RegistryOptions {
  /** `os/architecture[/variant]`; each of them has to be there. All if left open. */
  readonly platforms?: 'all' | readonly string[]
}

/** How many platforms are read at the same time. */
const parallel = 4

/**
 * Reads an image as a reference leads to it: of each platform the manifest and the configuration, and nothing else.
 * Throws `RegistryError`, with the faults of all its platforms where it is malformed.
 */
export async function readImage(
  client: RegistryClient,
  reference: OciReference,
  options: ReadImageOptions = {},
): Promise<OciImage> {
  const { credential } = options
  try {
    return await read(client, reference, options)
  } catch (error) {
    if (credential === undefined || !(error instanceof RegistryError)) throw error
    // Faults quote what came, and a registry may have written into it what it was sent.
    throw redactedError(error, secretsOf(credential.username, credential.password))
  }
}

async function read(
  client: RegistryClient,
  reference: OciReference,
  options: ReadImageOptions,
): Promise<OciImage> {
  const { platforms = 'all', ...calls } = options
  const wanted = platforms === 'all' ? undefined : platforms.map(wantedPlatform)
  const root = await client.manifest(reference, calls)
  const { manifest, faults } = parseManifest(root.bytes, root.mediaType)
  if (faults !== undefined) throw malformed(`the manifest of "${reference.text}"`, faults)
  const listed: readonly ListedImage[] =
    manifest.kind === 'image'
      ? [{ digest: root.digest, size: root.size, manifest }]
      : await listedImages(client, reference, manifest, calls)
  const chosen = listed.filter((one) => isWanted(wanted, one.platform && platformText(one.platform)))
  const budget = new ReadBudget(reference)
  const results = await mapBounded(chosen, parallel, calls.signal, (one, signal) =>
    readPlatformImage(client, reference, one, { ...calls, signal, budget }),
  )
  const images = imagesOf(reference, results, chosen.length < listed.length)
  const isThere = (platform: string) => images.some((image) => image.platform === platform)
  const missing = wanted?.find((platform) => !isThere(platform))
  if (missing !== undefined) throw noPlatform(reference, missing, listed, images)
  return {
    reference: reference.text,
    digest: root.digest,
    annotations: manifest.kind === 'index' ? manifest.annotations : {},
    platforms: images.filter(({ platform }) => isWanted(wanted, platform)),
  }
}

function wantedPlatform(text: string): string {
  const { platform, fault } = parsePlatform(text)
  if (fault !== undefined) throw new RegistryError('refused', fault)
  return platformText(platform)
}

/** Of what an index does not say the platform, only its configuration tells. */
function isWanted(wanted: readonly string[] | undefined, platform: string | undefined): boolean {
  return wanted === undefined || platform === undefined || wanted.includes(platform)
}

function imagesOf(
  reference: OciReference,
  results: readonly ReadPlatform[],
  hasOthers: boolean,
): OciPlatformImage[] {
  const faults = results.flatMap((one) => one.faults ?? [])
  if (faults.length > 0) throw malformed(`"${reference.text}"`, faults)
  const images = results.flatMap(({ image }) => image ?? [])
  if (images.length > 0 || hasOthers) return images
  const [other] = results.flatMap(({ artifact }) => artifact ?? [])
  const what = other === undefined ? 'an index without one' : `an artifact of type "${other}"`
  throw malformed(`"${reference.text}"`, [`Expected a container image for some platform, got ${what}`])
}

function noPlatform(
  reference: OciReference,
  missing: string,
  listed: readonly ListedImage[],
  images: readonly OciPlatformImage[],
): RegistryError {
  const stated = listed.flatMap(({ platform }) => (platform === undefined ? [] : [platformText(platform)]))
  const there = [...new Set([...stated, ...images.map(({ platform }) => platform)])]
  const message = `"${reference.text}" has no image for ${missing}, only for ${there.slice(0, 20).join(', ')}`
  return new RegistryError('no-platform', message)
}
