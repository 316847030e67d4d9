import {
  isImageConfigMediaType,
  parseImageConfig,
  parseManifest,
  toPlatformImage,
  type OciImageManifest,
  type OciPlatformImage,
  type OciReference,
} from '@ingot/core'
import { isNoPlatform, type ListedImage } from './listed-images.ts'
import type { ReadBudget } from './read-budget.ts'
import type { RegistryOptions } from './registry-access.ts'
import type { RegistryClient } from './registry-client.ts'

/** What came of reading something that is listed: an image, something else, or all that is wrong with it. */
export interface ReadPlatform {
  readonly image?: OciPlatformImage
  /** What it is instead of an image for a platform: the media type of its configuration. */
  readonly artifact?: string
  readonly faults?: readonly string[]
}

/** Reads the manifest and the configuration of one platform, as far as the budget of the image reaches. */
export async function readPlatformImage(
  client: RegistryClient,
  reference: OciReference,
  listed: ListedImage,
  { budget, ...options }: RegistryOptions & { readonly budget: ReadBudget },
): Promise<ReadPlatform> {
  const where = (faults: readonly string[]) => ({
    faults: faults.map((fault) => `${fault}, in ${listed.digest}`),
  })
  const { manifest, faults } = await manifestOf(client, reference, listed, options)
  if (faults !== undefined) return where(faults)
  budget.take(listed.size)
  const { mediaType } = manifest.config
  // What is run is decided by platforms, and not by this type; so an artifact is only what does not claim one.
  const isArtifact = !isImageConfigMediaType(mediaType) && listed.platform === undefined
  budget.take(manifest.config.size)
  const parsed = parseImageConfig(await client.config(reference, manifest.config, options))
  const claimed = parsed.config === undefined ? parsed.platform : parsed.config.platform
  if (isArtifact && claimed === undefined) return { artifact: mediaType }
  if (parsed.faults !== undefined) return where(parsed.faults)
  if (listed.platform === undefined && claimed !== undefined && isNoPlatform(claimed)) {
    return { artifact: 'an attestation' }
  }
  const { digest, platform } = listed
  const { image, faults: contradictions } = toPlatformImage(
    { manifest, digest, ...(platform === undefined ? {} : { platform }) },
    parsed.config,
  )
  return contradictions === undefined ? { image } : where(contradictions)
}

type ReadManifest =
  | { readonly manifest: OciImageManifest; readonly faults?: undefined }
  | { readonly manifest?: undefined; readonly faults: readonly string[] }

async function manifestOf(
  client: RegistryClient,
  { registry, repository }: OciReference,
  { digest, size, manifest }: ListedImage,
  options: RegistryOptions,
): Promise<ReadManifest> {
  if (manifest !== undefined) return { manifest }
  const { bytes, mediaType } = await client.manifest({ registry, repository, digest }, options)
  if (bytes.length !== size)
    return { faults: [`The index says ${size} bytes, but the manifest has ${bytes.length}`] }
  const parsed = parseManifest(bytes, mediaType)
  if (parsed.faults !== undefined) return parsed
  if (parsed.manifest.kind === 'image') return { manifest: parsed.manifest }
  return { faults: ['Expected the manifest of an image, got an index'] }
}
