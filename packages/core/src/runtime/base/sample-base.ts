import type { AllowedBase, BaseSnapshot } from '@ingot/contract'
import { createHash } from 'node:crypto'
import type { OciImage, OciPlatformImage } from '../../oci/oci-image.ts'
import { chainId } from './chain-id.ts'

/** The digest that a sample has for a word: the same for the same. */
export function sampleDigest(word: string): string {
  return `sha256:${createHash('sha256').update(word).digest('hex')}`
}

/** An image of one platform whose layers are named by words: compressed `a`, uncompressed `content of a`. */
export function samplePlatform(
  words: readonly string[],
  changes: Partial<OciPlatformImage> = {},
): OciPlatformImage {
  return {
    platform: 'linux/amd64',
    manifest: sampleDigest(`manifest of ${words.join()}`),
    layers: words.map((word) => ({
      digest: sampleDigest(word),
      size: 1000,
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    })),
    diffIds: words.map((word) => sampleDigest(`content of ${word}`)),
    annotations: {},
    labels: {},
    env: {},
    ...changes,
  }
}

/** The same content, compressed otherwise. */
export function recompressed(image: OciPlatformImage): OciPlatformImage {
  return {
    ...image,
    layers: image.layers.map((layer) => ({ ...layer, digest: sampleDigest(`again ${layer.digest}`) })),
  }
}

export function sampleImage(...platforms: OciPlatformImage[]): OciImage {
  return {
    reference: 'registry.example/team/image:1',
    digest: sampleDigest('index'),
    annotations: {},
    platforms,
  }
}

/** What a base was on one platform: its layers are named by words. */
export function sampleSnapshot(words: readonly string[], changes: Partial<BaseSnapshot> = {}): BaseSnapshot {
  const { manifest, platform, layers, diffIds } = samplePlatform(words)
  return {
    digest: sampleDigest(`index of ${words.join()}`),
    manifest,
    platform,
    layers: layers.map(({ digest }) => digest),
    diffIds: [...diffIds],
    chainId: chainId(diffIds),
    labels: {},
    env: {},
    seen: '2026-11-01T00:00:00.000Z',
    ...changes,
  }
}

/** An allowed base with a snapshot for each list of words, the newest last. */
export function sampleBase(
  reference: string,
  snapshots: readonly (BaseSnapshot | readonly string[])[],
  changes: Partial<AllowedBase> = {},
): AllowedBase {
  return {
    id: reference,
    reference,
    generation: 'os',
    vendor: false,
    snapshots: snapshots.map((one) => ('digest' in one ? one : sampleSnapshot(one))),
    created: '2026-11-01T00:00:00.000Z',
    ...changes,
  }
}
