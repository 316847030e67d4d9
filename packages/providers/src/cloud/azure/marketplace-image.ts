import type { VirtualMachineImage } from '@azure/arm-compute'
import type { CloudImage } from '../cloud-image.ts'
import { listOf, planText, readArchitecture, readOs } from './gallery-definition.ts'
import { urnText, type MarketplaceUrn } from './marketplace-urn.ts'
import { fieldOf, momentOf, objectsOf, present, textOf } from './shape.ts'

/** An exact version of an image of the Marketplace, as one region has it. */
export function readMarketplaceImage(
  image: VirtualMachineImage,
  urn: MarketplaceUrn,
  region: string,
): CloudImage {
  const status = image.imageDeprecationStatus
  const features = new Map(
    objectsOf(image.features).map(({ name, value }) => [textOf(name)?.toLowerCase(), textOf(value)]),
  )
  return present({
    reference: urnText(urn),
    region,
    owner: urn.publisher,
    isOwn: false,
    // No machine can be made of it any more (Microsoft Learn, "Deprecated Azure Marketplace images").
    state: fieldOf(status, 'imageState') === 'Deprecated' ? 'disabled' : 'available',
    os: readOs(fieldOf(image.osDiskImage, 'operatingSystem')),
    architecture: readArchitecture(image.architecture),
    deprecated: momentOf(fieldOf(status, 'scheduledDeprecationTime')),
    replacement: replacementOf(fieldOf(status, 'alternativeOption'), urn),
    visibility: 'public',
    traits: present({
      generation: textOf(image.hyperVGeneration),
      'security-type': features.get('securitytype'),
      'disk-controllers': listOf(features.get('diskcontrollertypes')),
      'accelerated-networking': features.get('isacceleratednetworksupported')?.toLowerCase(),
      plan: planText(image.plan),
      generalized: 'true',
    }),
  })
}

/** The publisher names another plan of the offer, whose latest version is meant, or only another offer. */
function replacementOf(option: unknown, { publisher, offer }: MarketplaceUrn): string | undefined {
  const value = textOf(fieldOf(option, 'value'))
  const type = fieldOf(option, 'type')
  if (value === undefined) return undefined
  if (type === 'Plan') return urnText({ publisher, offer, sku: value })
  return type === 'Offer' ? `${publisher}:${value}` : undefined
}
