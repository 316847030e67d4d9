import type { Architecture, OperatingSystem, Visibility } from '@ingot/contract'
import type { Gallery, GalleryImage } from '@azure/arm-compute'
import { CloudError } from '../cloud-error.ts'
import { parseArmId, type GalleryId } from './arm-id.ts'
import { fieldOf, momentOf, objectsOf, present, requiredText, textOf } from './shape.ts'

/** An image definition of a gallery: what all of its versions have in common. */
export interface GalleryDefinition {
  readonly id: GalleryId
  readonly os?: OperatingSystem
  readonly architecture?: Architecture
  readonly visibility?: Visibility
  /** When the whole definition ends, as RFC 3339. */
  readonly ends?: string
  readonly traits: Readonly<Record<string, string>>
}

/** Reads a definition; `visibility` is that of its gallery. */
export function readDefinition(image: GalleryImage, visibility: Visibility | undefined): GalleryDefinition {
  return present({
    id: galleryIdOf(image.id),
    os: readOs(image.osType),
    architecture: readArchitecture(image.architecture),
    visibility,
    ends: momentOf(image.endOfLifeDate),
    traits: definitionTraits(image),
  })
}

/** The id of something in a gallery; `CloudError` where it is none. */
export function galleryIdOf(id: unknown): GalleryId {
  const parsed = parseArmId(requiredText(id, 'the id of an image in a gallery'))
  if (parsed?.kind === 'gallery') return parsed
  throw new CloudError('invalid', 'Expected the id of an image in a gallery, but Azure tells another id')
}

/** The traits that a definition has, in a gallery of one's own or of others. */
export function definitionTraits(image: Partial<GalleryImage>): Readonly<Record<string, string>> {
  const features = new Map(
    objectsOf(image.features).map(({ name, value }) => [textOf(name)?.toLowerCase(), textOf(value)]),
  )
  const accelerated = features.get('isacceleratednetworksupported')?.toLowerCase()
  return present({
    generation: textOf(image.hyperVGeneration),
    'security-type': features.get('securitytype'),
    'disk-controllers': listOf(features.get('diskcontrollertypes') ?? features.get('diskcontrollertype')),
    'accelerated-networking': accelerated,
    plan: planText(image.purchasePlan),
    generalized: generalizedText(image.osState),
  })
}

/** `publisher:product:name` of a purchase plan. */
export function planText(plan: unknown): string | undefined {
  const parts = ['publisher', 'product', 'name'].map((name) => textOf(fieldOf(plan, name)))
  return parts.every((part) => part !== undefined) ? parts.join(':') : undefined
}

/** Whether an image of this state is generalized, as a trait. */
export function generalizedText(state: unknown): string | undefined {
  const text = textOf(state)
  return text === undefined ? undefined : String(text.toLowerCase() === 'generalized')
}

/** Names with commas between, as Azure writes them with and without spaces. */
export function listOf(text: string | undefined): string | undefined {
  return text
    ?.split(',')
    .map((name) => name.trim())
    .join(',')
}

/** Linux or Windows; absent where it is something else. */
export function readOs(value: unknown): OperatingSystem | undefined {
  const text = textOf(value)?.toLowerCase()
  return text === 'linux' || text === 'windows' ? text : undefined
}

/** `x64` and `Arm64`, in the words of Ingot. */
export function readArchitecture(value: unknown): Architecture | undefined {
  const text = textOf(value)?.toLowerCase()
  if (text === 'x64') return 'x86_64'
  return text === 'arm64' ? 'arm64' : undefined
}

const visibilities: Readonly<Record<string, Visibility>> = {
  private: 'private',
  groups: 'shared',
  community: 'public',
}

/** With whom a gallery is shared (ARM, `sharingProfile.permissions`): nobody, some, or everybody. */
export function galleryVisibility(gallery: Gallery): Visibility | undefined {
  return visibilities[textOf(fieldOf(gallery.sharingProfile, 'permissions'))?.toLowerCase() ?? '']
}
