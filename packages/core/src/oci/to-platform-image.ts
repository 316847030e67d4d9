import type { OciPlatformImage } from './oci-image.ts'
import type { OciImageConfig } from './parse-image-config.ts'
import type { OciImageManifest } from './parse-manifest.ts'
import { platformText, type OciPlatform } from './platform.ts'

/** An image for one platform, or everything that keeps its parts from being one, as sentences. */
export type PlatformImage =
  | { readonly image: OciPlatformImage; readonly faults?: undefined }
  | { readonly image?: undefined; readonly faults: readonly string[] }

/** A manifest, its digest, and the platform that the index lists it for, where there is an index. */
export interface ListedManifest {
  readonly manifest: OciImageManifest
  readonly digest: string
  readonly platform?: OciPlatform
}

/**
 * Puts a manifest and its configuration together. Where an index lists it for a platform, it is for that one: this is
 * what whoever pulls it goes by, whatever its configuration says.
 */
export function toPlatformImage(listed: ListedManifest, config: OciImageConfig): PlatformImage {
  const { manifest, digest } = listed
  const platform = listed.platform ?? config.platform
  const faults = [...layerFaults(manifest, config), ...(platform === undefined ? [noPlatform] : [])]
  if (platform === undefined || faults.length > 0) return { faults }
  const { diffIds, labels, env, user, workingDir, created } = config
  return {
    image: {
      platform: platformText(platform),
      manifest: digest,
      layers: manifest.layers.map(({ digest, size, mediaType }) => ({ digest, size, mediaType })),
      diffIds,
      annotations: manifest.annotations,
      labels,
      env,
      ...(user === undefined ? {} : { user }),
      ...(workingDir === undefined ? {} : { workingDir }),
      ...(created === undefined ? {} : { created }),
    },
  }
}

const noPlatform =
  'Expected the configuration to name "os" and "architecture", got neither; without them nobody knows what the image runs on'

function layerFaults(manifest: OciImageManifest, config: OciImageConfig): string[] {
  const [layers, diffIds] = [manifest.layers.length, config.diffIds.length]
  if (layers === diffIds) return []
  return [
    `The manifest has ${layers} layers, but the configuration has digests of ${diffIds}; what is in the image cannot be told`,
  ]
}
