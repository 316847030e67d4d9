import type { Architecture, OperatingSystem } from '@ingot/contract'
import type { Place } from '../image/location.ts'
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

/** A verdict in words, with what it was made on. */
interface Explanation {
  readonly message: string
  readonly evidence: Record<string, string>
}

/**
 * One question asked of every candidate. `drop` is asked in every resolution and builds no text; `explain` and
 * `change` are asked only where someone will read the answer.
 */
export interface Rule {
  readonly name: string
  drop(candidate: PreparedImage, context: Context): DropCode | undefined
  /** The verdict in words; `code` is what `drop` answered. */
  explain(candidate: PreparedImage, context: Context, code: DropCode | undefined): Explanation
  /** What would have to change for a dropped candidate to be kept. */
  change(candidate: PreparedImage, context: Context, code: DropCode): string
}
