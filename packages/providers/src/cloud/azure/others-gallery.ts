import type {
  CommunityGalleryImage,
  CommunityGalleryImageVersion,
  SharedGalleryImageVersion,
} from '@azure/arm-compute'
import type { CloudImage } from '../cloud-image.ts'
import type { ArmId } from './arm-id.ts'
import { definitionTraits, readArchitecture, readOs } from './gallery-definition.ts'
import { fieldOf, momentOf, present, sizeOf } from './shape.ts'

/** An id in a gallery of others. */
export type OthersId = Extract<ArmId, { kind: 'shared' | 'community' }>

/** A version in a gallery that others share with us or with everybody, as one region has it. */
export function readOthersImage(
  id: OthersId,
  number: string,
  image: Partial<CommunityGalleryImage>,
  version: CommunityGalleryImageVersion | SharedGalleryImageVersion,
  region: string,
): CloudImage {
  const sizeGb = sizeOf(fieldOf(fieldOf(version.storageProfile, 'osDiskImage'), 'diskSizeGB'))
  return present({
    reference: `${othersPath(id)}/versions/${number}`,
    name: `${id.definition}/${number}`,
    region,
    owner: id.gallery,
    isOwn: false,
    state: 'available',
    os: readOs(image.osType),
    architecture: readArchitecture(image.architecture),
    created: momentOf(version.publishedDate),
    bytes: sizeGb === undefined ? undefined : sizeGb * 2 ** 30,
    deprecated: momentOf(version.endOfLifeDate) ?? momentOf(image.endOfLifeDate),
    visibility: id.kind === 'community' ? 'public' : 'shared',
    traits: {
      ...definitionTraits(image as Parameters<typeof definitionTraits>[0]),
      ...(sizeGb === undefined ? {} : { 'root-size-gb': String(sizeGb) }),
      ...(version.excludeFromLatest === true ? { 'exclude-from-latest': 'true' } : {}),
    },
  })
}

function othersPath({ kind, gallery, definition }: OthersId): string {
  const root = kind === 'community' ? 'communityGalleries' : 'sharedGalleries'
  return `/${root}/${gallery}/images/${definition}`
}
