import type { Answer, Image, NearestMiss, Selection } from '@ingot/contract'
import { describeList } from '../../resolve/describe.ts'
import { lifecycleWarnings } from '../../resolve/warn.ts'
import { candidateOf } from './candidate.ts'
import type { CatalogContent } from './catalog-content.ts'
import { catalogIndex } from './catalog-index.ts'
import { consumerNouns } from './consumer-question.ts'
import { judge, type Judged, type Judgement, type Judging } from './judge.ts'
import { selectionRefusal, type SelectionRefusal } from './refusals.ts'
import { isOfProvider, regionReference } from './region-reference.ts'
import type { Wanted } from './rule.ts'
import { nearestMiss, traceSelection } from './trace-selection.ts'

/** What is looked for among which images, and how to say so. */
export interface Search {
  readonly content: CatalogContent
  readonly images: readonly Image[]
  readonly judging: Judging
  readonly wanted: Wanted
  readonly select: Selection
  /** What was looked for and among what, for the trace. */
  readonly looked: string
  /** How candidates are ordered, in words. */
  readonly order: string
  /** Why the first of those that fit is the answer. */
  readonly why: string
  /** Which refusal it is that no image fits; `nearest` is the one that came nearest. */
  refuse(nearest: Judged | undefined): SelectionRefusal
  /** An image that may be meant where none was judged. */
  readonly hint?: NearestMiss | undefined
}

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
    const refusal = refusalOf(search, judgement)
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

function refusalOf(search: Search, judgement: Judgement) {
  const { content, wanted, select, hint } = search
  const [nearest] = judgement.dropped
  const { architecture, os, runtime } = wanted
  const change = nearestMiss(judgement, wanted)?.change ?? hint?.change
  return selectionRefusal(search.refuse(nearest), {
    catalog: content.name,
    provider: wanted.provider,
    region: wanted.region ?? 'any',
    os: os ?? 'any',
    oses: os === undefined ? '' : `${os}-${architecture ?? 'x86_64'}`,
    runtime: runtime ?? 'any',
    architecture: architecture ?? 'not defined',
    consumer: wanted.consumer === undefined ? '' : consumerNouns[wanted.consumer],
    image: wanted.isNamed ? select.value : (nearest?.candidate.image.id ?? ''),
    change: describeRemedy(content, change),
    ...valuesOf(nearest, wanted),
  })
}

function valuesOf(nearest: Judged | undefined, wanted: Wanted): Record<string, string> {
  if (nearest === undefined) return {}
  const { candidate, drops } = nearest
  const [first] = drops
  return {
    own: candidate.entry.architecture,
    ownRuntime: candidate.entry.version ?? 'not said',
    verdict: first === undefined ? '' : first.rule.explain(candidate, wanted, first.code).message,
    references: describeReferences(candidate.image, wanted.provider),
  }
}

/** References by region, as Cloudbreak writes them: `{us-west-1=ami-1, us-west-2=ami-2}`. */
function describeReferences(image: Image, provider: string): string {
  const own = image.artifacts
    .filter((artifact) => isOfProvider(artifact, provider))
    .map(({ region, reference }) => `${region ?? 'default'}=${reference}`)
  const shown = own.length > referencesLimit ? [...own.slice(0, referencesLimit), '…'] : own
  return `{${shown.join(', ')}}`
}

/** Images have some forty regions; more are not written into a sentence. */
const referencesLimit = 100

function describeRemedy(content: CatalogContent, change: string | undefined): string {
  const list = `"ingot image list --catalog ${content.name}" shows what there is`
  if (change !== undefined) return `${change}; ${list}`
  const providers = providersIn(content)
  const which =
    providers.length === 0
      ? 'The catalog has no images'
      : `It has images for ${describeList(providers, 'and')}`
  return `${which}; ${list}`
}

/** The first provider of each image; nearly all have but one. */
function providersIn({ images }: CatalogContent): string[] {
  const providers = images.flatMap(({ body }) => body.artifacts.slice(0, 1).map(({ provider }) => provider))
  return [...new Set(providers)].toSorted()
}
