import type { Candidate, Trace } from '@ingot/contract'
import { checksOf } from '../rule/checks-of.ts'
import { describeLooked } from './context.ts'
import type { PreparedImage } from './prepare.ts'
import type { Context } from './rule.ts'
import { lifecycleRule, stateOf } from './rules/lifecycle-rule.ts'
import { orderOfCandidates } from './trace.ts'

/** The trace of a provider's own reference: each image that is known by it, asked for its lifecycle alone. */
export function traceDirect(
  reference: string,
  catalogs: readonly string[],
  known: readonly PreparedImage[],
  chosen: PreparedImage | undefined,
  context: Context,
): Trace {
  return {
    looked: describeLooked(`reference "${reference}"`, context),
    catalogs: [...catalogs],
    order: orderOfCandidates,
    candidates: known.map((image) => traceKnown(image, chosen, context)),
  }
}

function traceKnown(image: PreparedImage, chosen: PreparedImage | undefined, context: Context): Candidate {
  const checks = checksOf(image, context, [lifecycleRule])
  const { verdict, code, message } = checks[0]!
  const known = { image: image.reference, state: stateOf(image, context.at), checks, artifacts: [] }
  if (verdict === 'drop') return { ...known, verdict, code, message }
  return image === chosen
    ? { ...known, verdict: 'chosen', code: 'CHOSEN', message: 'The first in order that has this reference' }
    : {
        ...known,
        verdict: 'passed-over',
        code: 'PASSED_OVER',
        message: 'Another image has the same reference',
      }
}
