import type { PlatformProof } from '@ingot/contract'
import { envValues, labelValues, type FieldValues } from '../metadata/field-values.ts'
import { metadataVersionOf } from '../metadata/read-metadata.ts'
import type { RuntimeSubject } from './runtime-subject.ts'

/** A subject with what many rules ask of it. */
export interface Examined {
  readonly subject: RuntimeSubject
  /** What the labels say; what is empty is not there. */
  readonly values: FieldValues
  /** What the environment variables say. */
  readonly variables: FieldValues
  /** What the labels of the base say; `undefined` where no base was recognised. */
  readonly ofBase: FieldValues | undefined
  readonly metadataVersion: number | undefined
  /** Whether it says that it speaks the protocols of Jupyter: metadata version 2 or more. */
  readonly isPbj: boolean
  /** Whether it is neither the vendor's own nor an allowed base itself: the rules of custom images hold. */
  readonly isCustom: boolean
  /** The proofs of the platform that is looked at, or of all. */
  readonly proofs: readonly PlatformProof[]
}

export function examine(subject: RuntimeSubject): Examined {
  const values = labelValues(subject)
  const metadataVersion = metadataVersionOf(values)
  return {
    subject,
    values,
    variables: envValues(subject),
    ofBase: subject.base === undefined ? undefined : labelValues(subject.base),
    metadataVersion,
    isPbj: metadataVersion !== undefined && metadataVersion >= 2,
    isCustom: !subject.isVendorOwn && !isAllowedBase(subject),
    proofs: proofsOf(subject),
  }
}

/** Whether it is an allowed base under its own digest, not only an image without layers of its own. */
function isAllowedBase({ digest, proof: { platforms } }: RuntimeSubject): boolean {
  if (digest === undefined || platforms.length === 0) return false
  return platforms.every(({ isBase, base }) => isBase === true && base?.digest === digest)
}

function proofsOf({ platform, proof }: RuntimeSubject): readonly PlatformProof[] {
  if (platform === undefined) return proof.platforms
  return proof.platforms.filter((one) => one.platform === platform)
}
