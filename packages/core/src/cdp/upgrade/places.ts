import type { Image } from '@ingot/contract'
import { normalizeProvider } from '../../image/provider.ts'
import { describeList } from '../../resolve/describe.ts'
import { isOfProvider } from '../selection/region-reference.ts'

/** The providers that an image has references for, in a sentence. */
export function describeProviders(image: Image): string {
  const names = image.artifacts.map(({ provider }) => normalizeProvider(provider))
  return describeList([...new Set(names)].toSorted(), 'and')
}

/** The regions of a provider that an image has references for, in a sentence; `default` stands for any. */
export function describeRegions(image: Image, provider: string): string {
  const wanted = normalizeProvider(provider)
  const names = image.artifacts
    .filter((artifact) => isOfProvider(artifact, wanted))
    .map(({ region }) => region ?? 'default')
  return describeList(names.toSorted(), 'and')
}
