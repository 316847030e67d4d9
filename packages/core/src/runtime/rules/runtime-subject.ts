import type { BaseGeneration, BaseProof } from '@ingot/contract'
import type { LabelsAndEnv } from '../metadata/field-values.ts'

/** What an image stands on: the snapshot of the allowed base that the proof led to. */
interface SubjectBase extends LabelsAndEnv {
  readonly generation: BaseGeneration
  readonly vendor: boolean
  readonly reference: string
}

/** The runtime that has the identity of the image already. */
interface IdentityHolder {
  readonly id: string
  readonly identifier: string
  /** The digest that it is pinned to; absent where it was never read. */
  readonly digest?: string | undefined
}

/** An image of one platform as the rules look at it. */
export interface RuntimeSubject extends LabelsAndEnv {
  /** In full: `host/repository:tag`, or with a digest. */
  readonly reference: string
  /** What the reference leads to. */
  readonly digest?: string | undefined
  /** The platform that labels and environment are of, where the image has several: findings carry it. */
  readonly platform?: string | undefined
  readonly proof: BaseProof
  /** Absent where no allowed base was recognised. */
  readonly base?: SubjectBase | undefined
  /** Whether its digest is one that the vendor has released: then it is not a custom image. */
  readonly isVendorOwn: boolean
  /** Absent where the identity is free. */
  readonly taken?: IdentityHolder | undefined
}
