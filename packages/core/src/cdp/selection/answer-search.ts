import type { Answer } from '@ingot/contract'
import { lifecycleWarnings } from '../../resolve/warn.ts'
import { candidateOf } from './candidate.ts'
import { catalogIndex } from './catalog-index.ts'
import { judge, type Judged } from './judge.ts'
import { refuseSearch } from './refuse-search.ts'
import { selectionRefusal, type SelectionRefusal } from './refusals.ts'
import { regionReference } from './region-reference.ts'
import type { Wanted } from './rule.ts'
import type { Search } from './search.ts'
import { traceSelection } from './trace-selection.ts'

/** The answer of a search, with the whole trace. Never throws for what a request says. */
export function answerSearch(search: Search): Answer {
  const { content, images, judging, wanted, select, looked, order, why } = search
  const { listing } = catalogIndex(content)
  const judgement = judge(
    images.map((image) => candidateOf(image, listing)),
    judging,
    wanted,
  )
  const trace = traceSelection(judgement, wanted, { looked, catalog: content.name, order, why })
  if (trace.nearest === undefined && search.hint !== undefined) trace.nearest = search.hint
  const [chosen] = judgement.kept
  const location = locationOf(wanted)
  if (chosen === undefined) {
    const refusal = refuseSearch(search, judgement)
    return { status: 'unresolved', select, location, refusal, warnings: [], trace }
  }
  const artifact = artifactOf(chosen, wanted)
  return {
    status: 'resolved',
    select,
    location,
    image: chosen.candidate.reference,
    ...(artifact === undefined ? {} : { artifact }),
    warnings: lifecycleWarnings(chosen.candidate, wanted.at),
    trace,
  }
}

/** A refusal of what a request says, before any image was looked at. */
export function refuseRequest(
  {
    content,
    wanted,
    select,
    looked,
    order,
  }: Pick<Search, 'content' | 'wanted' | 'select' | 'looked' | 'order'>,
  name: SelectionRefusal,
): Answer {
  return {
    status: 'unresolved',
    select,
    location: locationOf(wanted),
    refusal: selectionRefusal(name, {}),
    warnings: [],
    trace: { looked, catalogs: [content.name], order, candidates: [] },
  }
}

function locationOf({ provider, region }: Wanted): Answer['location'] {
  return region === undefined ? { provider } : { provider, region }
}

function artifactOf({ candidate }: Judged, { provider, region }: Wanted): Answer['artifact'] {
  if (region === undefined) return undefined
  const artifact = regionReference(candidate.image, provider, region)
  if (artifact === undefined) return undefined
  const { name, reference, digest } = artifact
  return digest === undefined ? { name, reference } : { name, reference, digest }
}
