import type { Answer, Architecture, ImageType } from '@ingot/contract'
import { normalizeProvider } from '../../image/provider.ts'
import { answerSearch, refuseRequest } from './answer-search.ts'
import { inTurn, newestFirst, preferredOsFirst } from './candidate-order.ts'
import type { CatalogContent } from './catalog-content.ts'
import { catalogIndex, rememberedAnswer } from './catalog-index.ts'
import { freeipaPool, runtimePool, type Pool } from './pool.ts'
import type { SelectionRule } from './rule.ts'
import { architectureRule } from './rules/architecture-rule.ts'
import { lifecycleRule } from './rules/lifecycle-rule.ts'
import { listedRule } from './rules/listed-rule.ts'
import { providerRule } from './rules/provider-rule.ts'
import { runtimeRule } from './rules/runtime-rule.ts'
import { supportedOsRule } from './rules/supported-os-rule.ts'
import type { Search } from './search.ts'
import { preferredOs } from './supported-os.ts'
import { textOrNone } from './text-or-none.ts'

/** Which default image is looked for; a blank runtime counts as none, an absent architecture as x86_64. */
export interface DefaultImageRequest {
  readonly provider: string
  readonly type: ImageType
  readonly runtime?: string | undefined
  readonly architecture?: Architecture | undefined
  readonly at: Date
}

/**
 * The default image of a catalog for a provider, and why (Cloudbreak, DefaultImageCatalogService): of runtime images
 * the one that the catalog marks as default for a runtime, of FreeIPA images the newest. An image that says no
 * architecture is found where x86_64 is asked for, of either type. Pure; an answer that is no carries its refusal:
 * `INVALID_REQUEST` where the runtime is missing or too much, `NO_FITTING_IMAGE` where there is none.
 *
 * Answers are remembered as long as the arrays of the content are the same, so nobody may change them.
 */
export function findDefaultImage(content: CatalogContent, request: DefaultImageRequest): Answer {
  const { at, ...asked } = request
  const question = {
    provider: normalizeProvider(asked.provider),
    type: asked.type,
    runtime: textOrNone(asked.runtime),
    architecture: asked.architecture,
  }
  return rememberedAnswer(content, ['default', question], at, () => find(content, question, at.getTime()))
}

type Question = Omit<DefaultImageRequest, 'at'>

function find(content: CatalogContent, question: Question, at: number): Answer {
  const search =
    question.type === 'freeipa' ? freeipaSearch(content, question, at) : runtimeSearch(content, question, at)
  if (question.type === 'freeipa' && question.runtime !== undefined) {
    return refuseRequest(search, 'RUNTIME_NOT_SUPPORTED')
  }
  if (question.type === 'runtime' && question.runtime === undefined) {
    return refuseRequest(search, 'RUNTIME_REQUIRED')
  }
  return answerSearch(search)
}

const runtimeRules: readonly SelectionRule[] = [
  lifecycleRule,
  listedRule,
  providerRule,
  supportedOsRule,
  runtimeRule,
  architectureRule,
]

const freeipaRules: readonly SelectionRule[] = [
  lifecycleRule,
  providerRule,
  supportedOsRule,
  architectureRule,
]

function runtimeSearch(content: CatalogContent, question: Question, at: number): Search {
  const { provider, runtime = '', architecture } = question
  const pool = runtimePool(catalogIndex(content), provider, runtime)
  return {
    content,
    images: pool.images,
    judging: {
      rules: runtimeRules,
      orderFor: (fitting) => inTurn(preferredOsFirst, newestFirst(fitting)),
      prefersDefaults: true,
    },
    wanted: { provider, runtime, architecture: architecture ?? 'x86_64', isNamed: false, at },
    select: { attribute: 'runtime', value: runtime, by: 'default' },
    looked: describeLooked(content, question, `runtime ${runtime}`, pool),
    order: `defaults of the catalog before other images, the operating system ${preferredOs} before others, then the newest, then by id`,
    why: `The first of the images that fit: defaults of the catalog come before others, ${preferredOs} before other systems, then the newest`,
    refuse: () => 'NO_RUNTIME_IMAGE',
  }
}

function freeipaSearch(content: CatalogContent, question: Question, at: number): Search {
  const { provider, architecture } = question
  const pool = freeipaPool(catalogIndex(content), provider)
  return {
    content,
    images: pool.images,
    judging: { rules: freeipaRules, orderFor: newestFirst, prefersDefaults: false },
    wanted: { provider, architecture: architecture ?? 'x86_64', isNamed: false, at },
    select: { attribute: 'type', value: 'freeipa', by: 'default' },
    looked: describeLooked(content, question, 'FreeIPA', pool),
    order: 'the newest first, then by id',
    why: 'The newest of the images that fit',
    refuse: () => 'NO_DEFAULT_FREEIPA',
  }
}

function describeLooked(
  { name }: CatalogContent,
  { provider, architecture = 'x86_64' }: Question,
  what: string,
  pool: Pool,
): string {
  return `the default image of ${what} for ${provider} on ${architecture} in catalog "${name}", among ${pool.described}`
}
