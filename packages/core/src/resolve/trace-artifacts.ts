import type { ArtifactVerdict } from '@ingot/contract'
import { unfit } from '../image/location.ts'
import { rankOf } from './choose-artifact.ts'
import type { Decision } from './decide.ts'
import { artifactsIn, type PreparedArtifact, type PreparedImage } from './prepare.ts'
import type { Context } from './rule.ts'

type Verdict = Pick<ArtifactVerdict, 'verdict' | 'code' | 'message'>

// A trace has hundreds of these, so what they say is worked out once, not for each.
const chosen: Verdict = { verdict: 'chosen', code: 'CHOSEN', message: 'It fits best' }
const bestFit: Verdict = {
  verdict: 'passed-over',
  code: 'BEST_FIT',
  message: 'It fits best, but its image is not the answer',
}
const lessSpecific: Verdict = {
  verdict: 'passed-over',
  code: 'LESS_SPECIFIC',
  message: 'Another artifact says more about the place',
}
const tied: Verdict = {
  verdict: 'drop',
  code: 'AMBIGUOUS_ARTIFACT',
  message: 'Another artifact fits as well',
}

/**
 * The artifacts of a candidate with their verdicts. Where another candidate was preferred, only those that fit the
 * place are told: what else it has elsewhere had no part in the answer.
 */
export function traceArtifacts(
  candidate: PreparedImage,
  context: Context,
  decision: Decision,
): ArtifactVerdict[] {
  const isPassedOver = decision.chosen !== undefined && decision.chosen !== candidate
  const near = artifactsIn(candidate, context.place.region)
  const ranks = new Map(near.map((one) => [one, rankOf(one, context.place, context.architecture)]))
  const fitting = [...ranks.values()].filter((rank) => rank !== unfit)
  const best = Math.max(...fitting, unfit)
  const isTied = fitting.filter((rank) => rank === best).length > 1
  const verdictOf = (prepared: PreparedArtifact): Verdict => {
    const rank = ranks.get(prepared) ?? unfit
    if (rank === unfit) return misfitOf(prepared, context)
    if (rank < best) return lessSpecific
    if (isTied) return tied
    return decision.outcome === 'resolved' && decision.artifact === prepared ? chosen : bestFit
  }
  const isTold = (prepared: PreparedArtifact) => ranks.get(prepared) !== unfit
  const told = isPassedOver && fitting.length > 0 ? near.filter(isTold) : candidate.artifacts
  return told.map((prepared) => traced(prepared, verdictOf(prepared)))
}

function traced({ artifact }: PreparedArtifact, { verdict, code, message }: Verdict): ArtifactVerdict {
  const { name, reference, provider, account, region } = artifact
  const found: ArtifactVerdict = { name, reference, provider, verdict, code, message }
  if (account !== undefined) found.account = account
  if (region !== undefined) found.region = region
  return found
}

/** Why an artifact is for somewhere else: the first side that differs. */
function misfitOf(
  { place, architecture: own, artifact }: PreparedArtifact,
  { place: wanted, architecture }: Context,
): Verdict {
  if (isOther(place.provider, wanted.provider)) {
    return misfit('PROVIDER_MISMATCH', `Its provider is not ${wanted.provider}`)
  }
  if (isOther(place.region, wanted.region))
    return misfit('REGION_MISMATCH', `Its region is not ${wanted.region}`)
  if (isOther(place.account, wanted.account)) {
    return misfit('ACCOUNT_MISMATCH', `Its account is not ${wanted.account}`)
  }
  if (isOther(own, architecture)) return misfit('ARCHITECTURE_MISMATCH', `It is not for ${architecture}`)
  return misfit('ARTIFACT_DRIFT', `It is ${artifact.drift?.kind} in its cloud: ${artifact.drift?.message}`)
}

function isOther(own: string | undefined, wanted: string | undefined): boolean {
  return own !== undefined && wanted !== undefined && own !== wanted
}

function misfit(code: string, message: string): Verdict {
  return { verdict: 'drop', code, message }
}
