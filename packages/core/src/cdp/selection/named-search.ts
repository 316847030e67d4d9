import type { CatalogContent } from './catalog-content.ts'
import { describeQuestion, type ConsumerQuestion } from './consumer-question.ts'
import { hintForId, imageById } from './image-by-id.ts'
import type { Judging } from './judge.ts'
import type { SelectionRefusal } from './refusals.ts'
import type { SelectionDropCode } from './rule.ts'
import type { Search } from './search.ts'
import { architectureRule } from './rules/architecture-rule.ts'
import { armRule } from './rules/arm-rule.ts'
import { lifecycleRule } from './rules/lifecycle-rule.ts'
import { namedRuntimeRule } from './rules/named-runtime-rule.ts'
import { osRule } from './rules/os-rule.ts'
import { prewarmedRule } from './rules/prewarmed-rule.ts'
import { providerRule } from './rules/provider-rule.ts'
import { regionRule } from './rules/region-rule.ts'
import { sourceRule } from './rules/source-rule.ts'
import { supportedOsRule } from './rules/supported-os-rule.ts'
import { typeRule } from './rules/type-rule.ts'

const judging: Judging = {
  rules: [
    lifecycleRule,
    typeRule,
    sourceRule,
    prewarmedRule,
    supportedOsRule,
    namedRuntimeRule,
    osRule,
    architectureRule,
    armRule,
    providerRule,
    regionRule,
  ],
  orderFor: () => () => 0,
  prefersDefaults: false,
}

/**
 * The check of the image that a Data Hub, a Data Lake or a database names (Cloudbreak, ImageService and SdxService):
 * it need not be one that the catalog lists, but has to be one that the consumer can start from where it is.
 */
export function namedSearch(
  content: CatalogContent,
  question: ConsumerQuestion & { readonly image: string },
  at: number,
): Search {
  const { type, provider, region, architecture, runtime, os, image: id } = question
  const image = imageById(content, id, content.type === 'custom')
  return {
    content,
    images: image === undefined ? [] : [image],
    judging,
    wanted: { consumer: type, provider, region, architecture, runtime, os, isNamed: true, at },
    select: { attribute: 'image', value: id, by: 'id' },
    looked: `image ${id} ${describeQuestion(question)} in catalog "${content.name}"`,
    order: 'one image is named',
    why: 'It was named, and it fits',
    refuse: (nearest) => {
      const code = nearest?.drops[0]?.code
      return code === undefined ? unknownImage(content, question) : refusalFor(code, type)
    },
    hint: image === undefined ? hintForId(content, id) : undefined,
  }
}

function unknownImage({ type }: CatalogContent, question: ConsumerQuestion): SelectionRefusal {
  if (question.type === 'datalake' && question.runtime === undefined) return 'UNKNOWN_DATA_LAKE_IMAGE'
  return type === 'custom' ? 'UNKNOWN_CUSTOM_IMAGE' : 'UNKNOWN_IMAGE'
}

function refusalFor(code: SelectionDropCode, consumer: ConsumerQuestion['type']): SelectionRefusal {
  const isDataLake = consumer === 'datalake'
  switch (code) {
    case 'TYPE_MISMATCH':
      return 'WRONG_TYPE'
    case 'BASE_IMAGE':
      return 'BASE_IMAGE'
    case 'OS_UNSUPPORTED':
      return 'OS_NOT_SUPPORTED'
    case 'RUNTIME_MISMATCH':
      return isDataLake ? 'DATA_LAKE_RUNTIME' : 'RUNTIME_MISMATCH'
    case 'OS_MISMATCH':
      return 'OS_MISMATCH'
    case 'ARCHITECTURE_MISMATCH':
      return isDataLake ? 'DATA_LAKE_ARCHITECTURE' : 'ARCHITECTURE_MISMATCH'
    case 'ARCHITECTURE_UNSUPPORTED':
      return 'ARM_NOT_SUPPORTED'
    case 'PROVIDER_MISMATCH':
      return 'PROVIDER_MISMATCH'
    case 'NO_ARTIFACT_HERE':
      return 'NO_REFERENCE'
    default:
      return 'MAY_NOT_BE_USED'
  }
}
