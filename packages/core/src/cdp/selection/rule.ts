import type { Architecture, ConsumerType } from '@ingot/contract'
import type { CandidateRule } from '../../rule/candidate-rule.ts'
import type { SelectionCandidate } from './candidate.ts'

/** What an image is chosen for: all that a rule may look at besides the candidate. Absent sides fit any image. */
export interface Wanted {
  /** By its one name. */
  readonly provider: string
  readonly region?: string | undefined
  readonly runtime?: string | undefined
  readonly os?: string | undefined
  readonly architecture?: Architecture | undefined
  /** Who starts from the image; absent where a default image is looked for. */
  readonly consumer?: ConsumerType | undefined
  /** The image was named: it may be one in preview. */
  readonly isNamed: boolean
  /** The moment that lifecycles are looked at, in ms since the epoch. */
  readonly at: number
}

/** Why a rule drops a candidate. */
export type SelectionDropCode =
  | 'WITHDRAWN'
  | 'IMAGE_PREVIEW'
  | 'IMAGE_DISABLED'
  | 'IMAGE_REVOKED'
  | 'SOURCE_MISSING'
  | 'TYPE_MISMATCH'
  | 'BASE_IMAGE'
  | 'NOT_LISTED'
  | 'PROVIDER_MISMATCH'
  | 'OS_UNSUPPORTED'
  | 'OS_MISMATCH'
  | 'RUNTIME_MISMATCH'
  | 'ARCHITECTURE_MISMATCH'
  | 'ARCHITECTURE_UNSUPPORTED'
  | 'NO_ARTIFACT_HERE'
  | 'NOT_DEFAULT'

/** One question asked of every candidate. */
export type SelectionRule = CandidateRule<SelectionCandidate, Wanted, SelectionDropCode>
