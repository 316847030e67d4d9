import { describeList } from '../../../resolve/describe.ts'
import type { SelectionCandidate } from '../candidate.ts'
import { hasProvider } from '../region-reference.ts'
import type { SelectionRule } from '../rule.ts'

/** Keeps images for the provider. */
export const providerRule: SelectionRule = {
  name: 'provider',
  drop({ image }, { provider }) {
    return hasProvider(image, provider) ? undefined : 'PROVIDER_MISMATCH'
  },
  explain(candidate, { provider }, code) {
    const own = providersOf(candidate)
    const message =
      code === undefined
        ? `It is for ${provider}`
        : own.length === 0
          ? 'It is for no provider at all'
          : `It is for ${describeList(own, 'and')}, not for ${provider}`
    return { message, evidence: { providers: own.join(', '), wanted: provider } }
  },
  change(candidate, { provider }) {
    const own = providersOf(candidate)
    const add = `Use an image that is for ${provider}`
    return own.length === 0 ? add : `${add}, or start on ${describeList(own, 'or')}`
  },
}

function providersOf({ image }: SelectionCandidate): string[] {
  return [...new Set(image.artifacts.map(({ provider }) => provider))].toSorted()
}
