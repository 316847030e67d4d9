import type { BaseSnapshot } from '@ingot/contract'
import type { OciImage, OciPlatformImage } from '../../oci/oci-image.ts'
import { baseDigestKey, baseNameKey } from './base-annotation.ts'
import { chainId } from './chain-id.ts'

/**
 * What an image that is to be an allowed base is on each of its platforms, at the moment `seen`. Of labels and
 * environment only what a runtime's metadata is compared with is kept. A platform that nothing could be proven with is
 * left out: one without layers, which every image would stand on, or with another number of layers than of diff ids.
 */
export function snapshotsOf(image: OciImage, seen: string): BaseSnapshot[] {
  return image.platforms.filter(isProvable).map((one) => ({
    digest: image.digest,
    manifest: one.manifest,
    platform: one.platform,
    layers: one.layers.map(({ digest }) => digest),
    diffIds: [...one.diffIds],
    chainId: chainId(one.diffIds),
    labels: only(one.labels, isKeptLabel),
    env: only(one.env, isKeptVariable),
    seen,
  }))
}

function isProvable({ layers, diffIds }: OciPlatformImage): boolean {
  return layers.length > 0 && layers.length === diffIds.length
}

function only(
  values: Readonly<Record<string, string>>,
  isKept: (name: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => isKept(name)))
}

/** The labels that name a base are kept too: what an image inherits of them says nothing of itself. */
function isKeptLabel(name: string): boolean {
  return name.startsWith('com.cloudera.ml.runtime.') || name === baseNameKey || name === baseDigestKey
}

function isKeptVariable(name: string): boolean {
  return name.startsWith('ML_RUNTIME_') || name === 'PATH'
}
