import type { Architecture, OperatingSystem } from '@ingot/contract'
import type { Place } from '../image/location.ts'
import type { CandidateRule } from '../rule/candidate-rule.ts'
import type { VersionRange } from '../version/range.ts'
import type { PreparedImage } from './prepare.ts'

/** What a resolution looks for, made comparable: all that a rule may look at besides the candidate. */
export interface Context {
  readonly range: VersionRange
  /** The version as it was asked for; empty for any. */
  readonly version: string
  /** A candidate is spelled as the literal version is, so that equal numbers with other spellings do not count. */
  readonly isSpelled: boolean
  /** One image was asked for, by id or by literal version: it need not be the latest, nor past its preview. */
  readonly isPinned: boolean
  readonly place: Place
  readonly architecture: Architecture | undefined
  readonly os: OperatingSystem | undefined
  /** The moment that lifecycles are looked at, in ms since the epoch. */
  readonly at: number
}

/** Why a rule drops a candidate. */
export type DropCode =
  | 'VERSION_MISMATCH'
  | 'EXCLUDED_FROM_LATEST'
  | 'IMAGE_PREVIEW'
  | 'IMAGE_DISABLED'
  | 'IMAGE_REVOKED'
  | 'OS_MISMATCH'
  | 'ARCHITECTURE_MISMATCH'
  | 'NO_ARTIFACT_HERE'
  | 'AMBIGUOUS_ARTIFACT'

/** One question asked of every candidate. */
export type Rule = CandidateRule<PreparedImage, Context, DropCode>
