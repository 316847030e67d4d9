import type { ArtifactVerdict } from '@ingot/contract'
import { unfit } from '../image/location.ts'
import { rankOf } from './choose-artifact.ts'
import type { Decision } from './decide.ts'
import type { PreparedArtifact, PreparedImage } from './prepare.ts'
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
  const ranks = candidate.artifacts.map((one) => rankOf(one, context.place, context.architecture))
  const best = ranks.reduce((greatest, rank) => Math.max(greatest, rank), unfit)
  const isTied = ranks.filter((rank) => rank === best).length > 1
  const misfits = misfitsIn(context)
  const verdictOf = (prepared: PreparedArtifact, rank: number): Verdict => {
    if (rank === unfit) return misfits[sideOfMisfit(prepared, context)]
    if (rank < best) return lessSpecific
    if (isTied) return tied
    return decision.outcome === 'resolved' && decision.artifact === prepared ? chosen : bestFit
  }
  const isTold = (rank: number) => rank !== unfit || !isPassedOver || best === unfit
  return candidate.artifacts.flatMap((prepared, index) => {
    const rank = ranks[index]!
    return isTold(rank) ? [traced(prepared, verdictOf(prepared, rank))] : []
  })
}

function traced({ artifact }: PreparedArtifact, { verdict, code, message }: Verdict): ArtifactVerdict {
  const { name, reference, provider, account, region } = artifact
  const found: ArtifactVerdict = { name, reference, provider, verdict, code, message }
  if (account !== undefined) found.account = account
  if (region !== undefined) found.region = region
  return found
}

type Side = 'provider' | 'region' | 'account' | 'architecture'

/** The first side in which an artifact is for somewhere else. */
function sideOfMisfit({ place }: PreparedArtifact, context: Context): Side {
  const wanted = context.place
  if (isOther(place.provider, wanted.provider)) return 'provider'
  if (isOther(place.region, wanted.region)) return 'region'
  if (isOther(place.account, wanted.account)) return 'account'
  return 'architecture'
}

function isOther(own: string | undefined, wanted: string | undefined): boolean {
  return own !== undefined && wanted !== undefined && own !== wanted
}

function misfitsIn({ place, architecture }: Context): Record<Side, Verdict> {
  return {
    provider: misfit('PROVIDER_MISMATCH', `Its provider is not ${place.provider}`),
    region: misfit('REGION_MISMATCH', `Its region is not ${place.region}`),
    account: misfit('ACCOUNT_MISMATCH', `Its account is not ${place.account}`),
    architecture: misfit('ARCHITECTURE_MISMATCH', `It is not for ${architecture}`),
  }
}

function misfit(code: string, message: string): Verdict {
  return { verdict: 'drop', code, message }
}
