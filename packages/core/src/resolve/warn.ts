import type { Warning } from '@ingot/contract'
import { dropOf, type Decision } from './decide.ts'
import { describeImage } from './describe.ts'
import { compareVersion, type PreparedImage } from './prepare.ts'
import { describeSkipped } from './refuse.ts'
import type { Context } from './rule.ts'
import { describeWanted } from './rules/artifact-rule.ts'
import { describeStage, stateOf } from './rules/lifecycle-rule.ts'
import { warning } from './warnings.ts'

/** What an answer that chose `chosen` of `candidates` warns of. */
export function warningsOf(
  candidates: readonly PreparedImage[],
  context: Context,
  { skipped }: Decision,
  chosen: PreparedImage,
): Warning[] {
  const found = lifecycleWarnings(chosen, context.at)
  if (skipped.length > 0) {
    const image = describeImage(chosen.reference)
    const location = describeWanted(context)
    found.push(warning('SKIPPED_NEWER', { image, location, skipped: describeSkipped(skipped) }))
  }
  const newer = newerElsewhere(candidates, context, chosen)
  if (newer !== undefined) {
    const values = { image: describeImage(chosen.reference), newer: describeImage(newer.reference) }
    found.push(warning('CATALOG_PRECEDENCE', values))
  }
  return found
}

/** That an image which may be used is on its way out, or not yet in. */
export function lifecycleWarnings(
  image: Pick<PreparedImage, 'image' | 'stageTimes' | 'reference'>,
  at: number,
): Warning[] {
  const state = stateOf(image, at)
  if (state !== 'deprecated' && state !== 'preview') return []
  const code = state === 'deprecated' ? 'IMAGE_DEPRECATED' : 'IMAGE_PREVIEW'
  return [warning(code, { stage: describeStage(image, at, describeImage(image.reference)) })]
}

/** The newest image of a later catalog that would have been taken, were it not for the order of catalogs. */
function newerElsewhere(
  candidates: readonly PreparedImage[],
  context: Context,
  chosen: PreparedImage,
): PreparedImage | undefined {
  // Candidates come catalog by catalog, so the last one tells whether any later catalog has one.
  if (candidates.at(-1)!.position === chosen.position) return undefined
  let newest: PreparedImage | undefined
  for (const candidate of candidates) {
    if (candidate.position <= chosen.position) continue
    if (compareVersion(candidate, newest ?? chosen) <= 0) continue
    if (dropOf(candidate, context) === undefined) newest = candidate
  }
  return newest
}
