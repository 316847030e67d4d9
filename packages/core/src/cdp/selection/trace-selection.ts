import type { ArtifactVerdict, Candidate, Check, NearestMiss, Trace } from '@ingot/contract'
import { stateOf } from '../../resolve/rules/lifecycle-rule.ts'
import type { Judged, Judgement } from './judge.ts'
import { isOfProvider, regionReference } from './region-reference.ts'
import type { Wanted } from './rule.ts'

/** So many candidates are told of; more help nobody, and a catalog may have tens of thousands. */
const candidatesLimit = 250

/** What a trace says before its candidates. */
export interface TraceHead {
  readonly looked: string
  readonly catalog: string
  readonly order: string
  /** Why the chosen image was. */
  readonly why: string
}

/** Every candidate with every verdict: the chosen one, those after it, then those that came nearest. */
export function traceSelection(judgement: Judgement, wanted: Wanted, head: TraceHead): Trace {
  const all = [...judgement.kept, ...judgement.dropped]
  const shown = all.slice(0, candidatesLimit)
  const rest = all.length - shown.length
  const looked = rest === 0 ? head.looked : `${head.looked}; ${rest} that came less near are not shown`
  const nearest = nearestMiss(judgement, wanted)
  return {
    looked,
    catalogs: [head.catalog],
    order: `${head.order}; after those that fit the others, the nearest first`,
    candidates: shown.map((one) => traceCandidate(one, judgement, wanted, head.why)),
    ...(nearest === undefined ? {} : { nearest }),
  }
}

/**
 * The image that came nearest to being the answer, and all that would have to change for it to be. Where there is an
 * answer it is one of the same runtime that would come before that.
 */
export function nearestMiss(judgement: Judgement, wanted: Wanted): NearestMiss | undefined {
  const [chosen] = judgement.kept
  const nearest =
    chosen === undefined
      ? judgement.dropped[0]
      : judgement.dropped.find(
          ({ candidate, drops }) =>
            judgement.order(candidate, chosen.candidate) < 0 &&
            drops.every(({ code }) => code !== 'RUNTIME_MISMATCH'),
        )
  if (nearest === undefined) return undefined
  const { candidate, drops } = nearest
  const [first] = drops
  return {
    image: candidate.reference,
    code: first!.code,
    message: first!.rule.explain(candidate, wanted, first!.code).message,
    change: describeChanges(nearest, wanted),
  }
}

function describeChanges({ candidate, drops }: Judged, wanted: Wanted): string {
  const changes = new Set(drops.map(({ rule, code }) => rule.change(candidate, wanted, code)))
  return [...changes]
    .map((change, index) => (index === 0 ? change : change[0]!.toLowerCase() + change.slice(1)))
    .join('; then ')
}

function traceCandidate(one: Judged, judgement: Judgement, wanted: Wanted, why: string): Candidate {
  const { candidate, drops } = one
  const checks = checksOf(one, judgement, wanted)
  const last = checks.at(-1)
  const isChosen = one === judgement.kept[0]
  const outcome =
    drops.length > 0 && last !== undefined
      ? { verdict: 'drop' as const, code: last.code, message: last.message }
      : isChosen
        ? { verdict: 'chosen' as const, code: 'CHOSEN', message: why }
        : {
            verdict: 'passed-over' as const,
            code: 'PASSED_OVER',
            message: 'Another that fits comes before it',
          }
  return {
    image: candidate.reference,
    state: stateOf(candidate, wanted.at),
    ...outcome,
    checks,
    artifacts: artifactsOf(one, wanted, isChosen),
  }
}

/** The verdicts of the rules up to the first that drops the candidate. */
function checksOf({ candidate, drops }: Judged, { rules }: Judgement, wanted: Wanted): Check[] {
  const checks: Check[] = []
  const [first] = drops
  for (const rule of rules) {
    const code = first?.rule === rule ? first.code : undefined
    const { message, evidence } = rule.explain(candidate, wanted, code)
    const verdict = code === undefined ? 'keep' : 'drop'
    checks.push({ rule: rule.name, verdict, code: code ?? 'KEPT', message, evidence })
    if (code !== undefined) break
  }
  return checks
}

/** What a candidate has for the region; a named image that has nothing there shows all that it has. */
function artifactsOf({ candidate, drops }: Judged, wanted: Wanted, isChosen: boolean): ArtifactVerdict[] {
  const { provider, region, isNamed } = wanted
  if (region === undefined) return []
  const fitting = regionReference(candidate.image, provider, region)
  if (fitting !== undefined) {
    const verdict = isChosen ? 'chosen' : 'passed-over'
    const code = isChosen ? 'CHOSEN' : 'BEST_FIT'
    const message = isChosen ? 'It fits best' : 'It fits best, but its image is not the answer'
    return [verdictOn(fitting, { verdict, code, message })]
  }
  if (!isNamed || drops.length === 0) return []
  const message = `Its region is not ${region}`
  return candidate.image.artifacts
    .filter((artifact) => isOfProvider(artifact, provider))
    .map((artifact) => verdictOn(artifact, { verdict: 'drop', code: 'REGION_MISMATCH', message }))
}

function verdictOn(
  {
    name,
    reference,
    provider,
    account,
    region,
  }: Candidate['artifacts'][number] | Judged['candidate']['image']['artifacts'][number],
  verdict: Pick<ArtifactVerdict, 'verdict' | 'code' | 'message'>,
): ArtifactVerdict {
  return {
    name,
    reference,
    provider,
    ...verdict,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
  }
}
