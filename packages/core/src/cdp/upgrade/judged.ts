import type { ImageFacts, UpgradeVerdict } from '@ingot/contract'
import type { Version } from '../../version/version.ts'
import { createdAt } from '../cloudbreak/created-at.ts'
import { imageFacts } from '../cloudbreak/image-facts.ts'
import type { UpgradeCandidate } from './candidate.ts'
import type { Drop } from './drop.ts'
import { compareReleaseVersions, type VersionReader } from './release.ts'

/** An image with its verdict: dropped, or a candidate. */
export interface Judged {
  readonly candidate: UpgradeCandidate
  /** The filter that dropped it, where one of the twelve did. */
  readonly filter?: number
  readonly drop?: Drop
}

/** What the order of images looks at. */
interface Placed {
  readonly judged: Judged
  readonly facts: ImageFacts
  readonly progress: number
  readonly stack: Version | undefined
  readonly created: number
}

/**
 * Orders images by how far they came, candidates first; then by the version of the stack and by when they were made,
 * the newest first (Cloudbreak, ImageInfoV4Response); in the end by id, so that the order is total.
 */
export function inOrder(judged: readonly Judged[], read: VersionReader): Placed[] {
  return judged.map((one) => placed(one, read)).toSorted(compare)
}

function placed(judged: Judged, read: VersionReader): Placed {
  const { image } = judged.candidate
  const facts = imageFacts(image)
  return {
    judged,
    facts,
    progress: progressOf(judged),
    stack: facts.stack === undefined ? undefined : read(facts.stack),
    created: createdAt(image) ?? -1,
  }
}

/** How far an image came: the number of its filter, after which only the runtime that was asked for is looked at. */
function progressOf({ filter, drop }: Judged): number {
  if (drop === undefined) return Infinity
  return filter ?? (drop.code === 'OTHER_RUNTIME' ? 12 : -1)
}

function compare(a: Placed, b: Placed): number {
  if (a.progress !== b.progress) return a.progress > b.progress ? -1 : 1
  return compareStacks(b.stack, a.stack) || b.created - a.created || compareIds(a.facts, b.facts)
}

function compareStacks(a: Version | undefined, b: Version | undefined): number {
  if (a === b) return 0
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1
  return compareReleaseVersions(a, b)
}

function compareIds(a: ImageFacts, b: ImageFacts): number {
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1
}

/** What is said of an image that is dropped, or of a candidate. */
export function verdictOf(
  { judged: { filter, drop }, facts }: Placed,
  kept: () => { code: string; message: string },
): UpgradeVerdict {
  if (drop === undefined) return { image: facts, verdict: 'candidate', ...kept() }
  const { code, message } = drop
  return { image: facts, verdict: 'dropped', ...(filter === undefined ? {} : { filter }), code, message }
}
