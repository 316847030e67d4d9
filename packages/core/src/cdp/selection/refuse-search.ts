import type { Image, Refusal } from '@ingot/contract'
import { describeList } from '../../resolve/describe.ts'
import type { CatalogContent } from './catalog-content.ts'
import { consumerNouns } from './consumer-question.ts'
import type { Judged, Judgement } from './judge.ts'
import { selectionRefusal } from './refusals.ts'
import { isOfProvider } from './region-reference.ts'
import type { Wanted } from './rule.ts'
import type { Search } from './search.ts'
import { nearestMiss } from './trace-selection.ts'

/** Images have some forty regions; more references than this are not written into a sentence. */
const referencesLimit = 100

/** Why no image fits, in the words of the search, and what to do about it. */
export function refuseSearch(search: Search, judgement: Judgement): Refusal {
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
    change: describeRemedy(search, change),
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

function describeRemedy({ content, wanted }: Search, change: string | undefined): string {
  const remedy = change ?? (wanted.isNamed ? 'Correct the id' : describeProviders(content))
  return `${remedy}; "ingot image list --catalog ${content.name}" shows what there is`
}

/** Only the first provider of each image is looked at; nearly all have but one. */
function describeProviders({ images }: CatalogContent): string {
  const providers = images.flatMap(({ body }) => body.artifacts.slice(0, 1).map(({ provider }) => provider))
  const names = [...new Set(providers)].toSorted()
  return names.length === 0
    ? 'The catalog has no images'
    : `The catalog has images for ${describeList(names, 'and')}`
}
