import type { AllowedBase, BaseProof } from '@ingot/contract'
import type { OciImage } from '../../oci/oci-image.ts'
import type { BaseEvidence } from './base-evidence.ts'
import { basesOf } from './base-index.ts'
import { provePlatform } from './prove-platform.ts'
import { weakestVerdict } from './verdict.ts'

/**
 * What an image is built on, with the proof for each of its platforms; the weakest of them is the verdict on the image.
 * Every snapshot of every allowed base counts, whatever its tag leads to by now. The order of `bases` changes nothing.
 *
 * Pass the same list as long as the allowed bases are the same: what is prepared for it is remembered by the list.
 */
export function proveBase(
  image: OciImage,
  bases: readonly AllowedBase[],
  evidence: BaseEvidence = {},
): BaseProof {
  const platforms = image.platforms.map((one) =>
    provePlatform(one, image.annotations, basesOf(bases, one.platform), evidence[one.manifest]),
  )
  return { verdict: weakestVerdict(platforms.map(({ verdict }) => verdict)), platforms }
}
