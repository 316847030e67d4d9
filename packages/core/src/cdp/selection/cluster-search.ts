import { inTurn, newestFirst, newestRuntimeFirst, preferredOsFirst } from './candidate-order.ts'
import type { CatalogContent } from './catalog-content.ts'
import { catalogIndex } from './catalog-index.ts'
import { describeQuestion, type ConsumerQuestion } from './consumer-question.ts'
import type { Judging } from './judge.ts'
import { basePool, runtimePool } from './pool.ts'
import type { SelectionRule } from './rule.ts'
import type { Search } from './search.ts'
import { architectureRule } from './rules/architecture-rule.ts'
import { lifecycleRule } from './rules/lifecycle-rule.ts'
import { listedRule } from './rules/listed-rule.ts'
import { osFamilyRule } from './rules/os-rule.ts'
import { prewarmedRule } from './rules/prewarmed-rule.ts'
import { providerRule } from './rules/provider-rule.ts'
import { regionRule } from './rules/region-rule.ts'
import { runtimeRule } from './rules/runtime-rule.ts'
import { sourceRule } from './rules/source-rule.ts'
import { supportedOsRule } from './rules/supported-os-rule.ts'
import { preferredOs } from './supported-os.ts'

const rules: readonly SelectionRule[] = [
  lifecycleRule,
  sourceRule,
  listedRule,
  prewarmedRule,
  providerRule,
  supportedOsRule,
  osFamilyRule,
  runtimeRule,
  architectureRule,
  regionRule,
]

/**
 * The search for a Data Hub, a Data Lake or a database that names no image (Cloudbreak, ImageService): in a default
 * catalog the newest default, and of all runtimes, where none is asked for, that of the newest; in a custom catalog,
 * where Cloudbreak finds none, the newest that fits. What has no reference in the region does not fit.
 */
export function clusterSearch(content: CatalogContent, question: ConsumerQuestion, at: number): Search {
  const index = catalogIndex(content)
  const isCustom = content.type === 'custom'
  const pools = [
    runtimePool(index, question.provider, question.runtime),
    ...(isCustom && index.base.length > 0 ? [basePool(index, question.provider)] : []),
  ]
  const described = pools.map((pool) => pool.described).join(' and ')
  return {
    content,
    images: pools.flatMap(({ images }) => images),
    judging: isCustom ? customJudging : defaultJudging,
    wanted: { ...sides(question), architecture: question.architecture ?? 'x86_64', isNamed: false, at },
    select: { attribute: 'catalog', value: content.name, by: 'catalog' },
    looked: `an image ${describeQuestion(question)} in catalog "${content.name}", among ${described}`,
    ...(isCustom ? customWords : defaultWords),
    refuse: (nearest) =>
      nearest?.drops.every(({ code }) => code === 'NO_ARTIFACT_HERE') === true
        ? 'NO_REFERENCE'
        : 'NO_RUNTIME_IMAGE',
  }
}

function sides({ type, provider, region, runtime, os }: ConsumerQuestion) {
  return { consumer: type, provider, region, runtime, os }
}

const defaultJudging: Judging = {
  rules,
  orderFor: (fitting) => inTurn(newestRuntimeFirst(), preferredOsFirst, newestFirst(fitting)),
  prefersDefaults: true,
}

const customJudging: Judging = {
  rules,
  orderFor: (fitting) => inTurn(newestRuntimeFirst(), newestFirst(fitting)),
  prefersDefaults: false,
}

const defaultWords = {
  order: `defaults of the catalog before other images, the newest runtime first, then the operating system ${preferredOs}, then the newest, then by id`,
  why: 'The first of the images that fit: defaults of the catalog come before others, then the newest',
}

const customWords = {
  order: 'the newest runtime first, then the newest, then by id',
  why: 'The newest of the images that fit',
}
