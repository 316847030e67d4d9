import type { Consumer, Image, Refusal } from '@ingot/contract'
import { normalizeProvider } from '../../image/provider.ts'
import { isSameOs } from '../upgrade/operating-system.ts'
import { readEntry } from '../cloudbreak/read-entry.ts'
import { hasProvider, isOfProvider } from '../selection/region-reference.ts'
import { referenceOf, type SwitchInput } from './seat.ts'
import { switchRefusal } from './switch-refusals.ts'

/** Whether an image is for the provider, the region and the operating system of an environment. */
export function isSamePlace(
  image: Image,
  { consumer, current }: Pick<SwitchInput, 'consumer' | 'current'>,
): boolean {
  if (referenceOf(image, consumer) === undefined) return false
  return current.image?.cloudbreak === undefined || isSameOs(readEntry(current.image), readEntry(image))
}

/** Why machines of a consumer cannot start from an image where they are, if so. */
export function placeRefusal(image: Image, consumer: Consumer): Refusal | undefined {
  if (referenceOf(image, consumer) !== undefined) return undefined
  const { region } = consumer
  const provider = normalizeProvider(consumer.provider)
  if (!hasProvider(image, provider)) return switchRefusal('NO_PROVIDER', { id: image.id, provider })
  const references = image.artifacts
    .filter((artifact) => isOfProvider(artifact, provider))
    .map((artifact) => `${artifact.region ?? 'default'}=${artifact.reference}`)
  const shown = `{${references.join(', ')}}`
  return switchRefusal('NO_REGION', { id: image.id, provider, region, references: shown })
}

/** The regions of the provider of a consumer that one image covers and another does not. */
export function missingRegions(present: Image, next: Image, consumer: Consumer): string[] {
  const provider = normalizeProvider(consumer.provider)
  const isAny = next.artifacts.some((one) => one.region === undefined && isOfProvider(one, provider))
  if (isAny) return []
  return present.artifacts
    .filter((artifact) => isOfProvider(artifact, provider))
    .map(({ region }) => region)
    .filter((region) => region === undefined || !covers(next, provider, region))
    .map((region) => region ?? 'default')
}

function covers(image: Image, provider: string, region: string): boolean {
  return referenceOf(image, { provider, region }) !== undefined
}
