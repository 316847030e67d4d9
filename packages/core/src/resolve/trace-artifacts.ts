import type { ArtifactVerdict } from '@ingot/contract'
import { unfit } from '../image/location.ts'
import { rankOf } from './choose-artifact.ts'
import type { Decision } from './decide.ts'
import type { PreparedArtifact, PreparedImage } from './prepare.ts'
import type { Context } from './rule.ts'

type Verdict = Pick<ArtifactVerdict, 'verdict' | 'code' | 'message'>

/** Every artifact of a candidate with its verdict. */
export function traceArtifacts(
  candidate: PreparedImage,
  context: Context,
  decision: Decision,
): ArtifactVerdict[] {
  const ranks = candidate.artifacts.map((one) => rankOf(one, context.place, context.architecture))
  const best = ranks.reduce((greatest, rank) => Math.max(greatest, rank), unfit)
  const isTied = ranks.filter((rank) => rank === best).length > 1
  return candidate.artifacts.map((prepared, index) => {
    const { name, reference, provider, account, region } = prepared.artifact
    return {
      name,
      reference,
      provider,
      ...(account === undefined ? {} : { account }),
      ...(region === undefined ? {} : { region }),
      ...verdictOf(prepared, ranks[index]!, best, isTied, context, decision),
    }
  })
}

function verdictOf(
  prepared: PreparedArtifact,
  rank: number,
  best: number,
  isTied: boolean,
  context: Context,
  decision: Decision,
): Verdict {
  if (rank === unfit) return misfit(prepared, context)
  if (rank < best) {
    return {
      verdict: 'passed-over',
      code: 'LESS_SPECIFIC',
      message: 'Another artifact says more about the place',
    }
  }
  if (isTied) return { verdict: 'drop', code: 'AMBIGUOUS_ARTIFACT', message: 'Another artifact fits as well' }
  if (decision.outcome === 'resolved' && decision.artifact === prepared) {
    return { verdict: 'chosen', code: 'CHOSEN', message: 'It fits best' }
  }
  return {
    verdict: 'passed-over',
    code: 'BEST_FIT',
    message: 'It fits best, but its image is not the answer',
  }
}

function misfit({ place, architecture }: PreparedArtifact, context: Context): Verdict {
  for (const side of ['provider', 'region', 'account'] as const) {
    const own = place[side]
    const wanted = context.place[side]
    if (own === undefined || wanted === undefined || own === wanted) continue
    const message = `Its ${side} is ${own}, but ${wanted} is wanted`
    return { verdict: 'drop', code: `${side.toUpperCase()}_MISMATCH`, message }
  }
  const message = `It is for ${architecture}, but ${context.architecture} is wanted`
  return { verdict: 'drop', code: 'ARCHITECTURE_MISMATCH', message }
}
