import type { Image } from '@ingot/contract'
import { inTurn, listedFirst, newestFirst, preferredOsFirst } from './candidate-order.ts'
import type { CatalogContent } from './catalog-content.ts'
import { catalogIndex } from './catalog-index.ts'
import { describeQuestion, type ConsumerQuestion } from './consumer-question.ts'
import { hintForId, imageById } from './image-by-id.ts'
import type { Judged, Judging } from './judge.ts'
import { freeipaPool } from './pool.ts'
import type { SelectionRefusal } from './refusals.ts'
import { regionReference } from './region-reference.ts'
import type { SelectionDropCode, SelectionRule } from './rule.ts'
import type { Search } from './search.ts'
import { architectureRule } from './rules/architecture-rule.ts'
import { lifecycleRule } from './rules/lifecycle-rule.ts'
import { osRule } from './rules/os-rule.ts'
import { providerRule } from './rules/provider-rule.ts'
import { regionRule } from './rules/region-rule.ts'
import { sourceRule } from './rules/source-rule.ts'
import { supportedOsRule } from './rules/supported-os-rule.ts'
import { typeRule } from './rules/type-rule.ts'
import { preferredOs } from './supported-os.ts'

const rules: readonly SelectionRule[] = [
  lifecycleRule,
  typeRule,
  sourceRule,
  providerRule,
  supportedOsRule,
  osRule,
  architectureRule,
  regionRule,
]

const judging: Judging = {
  rules,
  orderFor: (fitting) => inTurn(listedFirst, preferredOsFirst, newestFirst(fitting)),
  prefersDefaults: false,
}

const order = `what the catalog names as default, then what it lists, before other images; then the operating system ${preferredOs}, then the newest, then by id`

/**
 * The search for the FreeIPA of an environment (FreeIPA, FreeIpaImageFilter and FreeIpaImageProvider): of the images
 * that fit the newest of the preferred operating system, of a default catalog its defaults first. A derived image is
 * as new as its derivation. Custom catalogs need no image named here.
 */
export function freeipaSearch(content: CatalogContent, question: ConsumerQuestion, at: number): Search {
  const { type, provider, region, architecture, os, image: id } = question
  const wanted = { consumer: type, provider, region, os, at }
  if (id !== undefined) {
    const images = named(content, question, id)
    const isById = images.some((image) => image.id.toLowerCase() === id.toLowerCase())
    return {
      content,
      images,
      judging,
      wanted: { ...wanted, architecture, isNamed: true },
      select: { attribute: 'image', value: id, by: isById || images.length === 0 ? 'id' : 'reference' },
      looked: `image ${id} ${describeQuestion(question)} in catalog "${content.name}"`,
      order,
      why: 'It was named, and it fits',
      refuse: refuseNamed,
      hint: images.length === 0 ? hintForId(content, id) : undefined,
    }
  }
  const pool = freeipaPool(catalogIndex(content), provider)
  return {
    content,
    images: pool.images,
    judging,
    wanted: { ...wanted, architecture: architecture ?? 'x86_64', isNamed: false },
    select: { attribute: 'catalog', value: content.name, by: 'catalog' },
    looked: `an image ${describeQuestion(question)} in catalog "${content.name}", among ${pool.described}`,
    order,
    why: `The first of the images that fit: what the catalog lists comes before others, then ${preferredOs}, then the newest`,
    refuse: () => 'NO_FREEIPA_IMAGE',
  }
}

/** The image with that id; else those whose reference in the region it is, as Cloudbreak has it. */
function named(content: CatalogContent, { provider, region }: ConsumerQuestion, id: string): Image[] {
  const image = imageById(content, id, true)
  if (image !== undefined) return [image]
  const lower = id.toLowerCase()
  return catalogIndex(content).freeipa.filter(
    (one) => regionReference(one, provider, region)?.reference.toLowerCase() === lower,
  )
}

const refusals: Partial<Record<SelectionDropCode, SelectionRefusal>> = {
  WITHDRAWN: 'MAY_NOT_BE_USED',
  IMAGE_DISABLED: 'MAY_NOT_BE_USED',
  IMAGE_REVOKED: 'MAY_NOT_BE_USED',
  SOURCE_MISSING: 'MAY_NOT_BE_USED',
  PROVIDER_MISMATCH: 'PROVIDER_MISMATCH',
  ARCHITECTURE_MISMATCH: 'ARCHITECTURE_MISMATCH',
  NO_ARTIFACT_HERE: 'NO_FREEIPA_REFERENCE',
}

/** Cloudbreak says of an image of another type or operating system that it does not find it. */
function refuseNamed(nearest: Judged | undefined): SelectionRefusal {
  const code = nearest?.drops[0]?.code
  return (code && refusals[code]) ?? 'UNKNOWN_FREEIPA_IMAGE'
}
