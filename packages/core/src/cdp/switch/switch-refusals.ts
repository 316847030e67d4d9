import type { ErrorCode, Refusal } from '@ingot/contract'
import { fill } from '../../resolve/fill.ts'

/**
 * The one table of refusals of a switch. The messages are those of Cloudbreak (StackOperations, StackImageService,
 * ImageCatalogService, ImageService), of its Data Lake service (SdxImageCatalogService) and of its FreeIPA service
 * (ImageCatalogChangeService). `{places}` are filled in.
 */
const switchRefusals = {
  BUSY: {
    code: 'CONSUMER_BUSY',
    message: "Operation is running for {what} '{name}'. Please try again later.",
    remedy: 'Wait until "{running}" has ended, then switch',
  },
  NOT_IN_CATALOG: {
    code: 'IMAGE_NOT_FOUND',
    message: "Could not find any image with id: '{id}' in catalog: '{catalog}'",
    remedy: '{note}Switch to a catalog that has this image, or an image that derives from it',
  },
  NOT_DERIVED: {
    code: 'IMAGE_NOT_FOUND',
    message: "Could not find any custom image with source image id '{id}' in catalog '{catalog}'",
    remedy: 'Derive an image from {id} into catalog "{catalog}", then switch',
  },
  PRESENT_IMAGE_GONE: {
    code: 'IMAGE_NOT_FOUND',
    message: "Could not find any custom image with id: '{id}' in catalog: '{catalog}'",
    remedy: 'Restore what is gone; without it nobody knows which image this one derived from',
  },
  SEVERAL_DERIVED: {
    code: 'INVALID_INPUT',
    message:
      "Found {count} custom images referencing source image id '{id}' in catalog '{catalog}'; expected exactly one. Remove the duplicates using 'cdp imagecatalog delete-freeipa-image' or 'cdp imagecatalog delete-runtime-image'.",
    remedy: 'Keep one of {ids}, and delete the others with "ingot image delete" or {command}',
  },
  NO_PROVIDER: {
    code: 'INVALID_INPUT',
    message:
      "The selected image: '{id}' doesn't contain virtual machine image for the selected platform: '{provider}'.",
    remedy: 'Switch to a catalog whose image is for {provider}',
  },
  NO_REGION: {
    code: 'INVALID_INPUT',
    message:
      "The virtual machine image couldn't be found for {provider} in the {region} region. Available images are as follows: {references}.",
    remedy: 'Add a reference for {region} to image {id}, or switch to a catalog whose image has one',
  },
  NO_FREEIPA_IMAGE: {
    code: 'INVALID_INPUT',
    message: 'Could not find current image in new catalog',
    remedy: '{note}',
  },
} as const satisfies Record<string, { code: ErrorCode; message: string; remedy: string }>

/** A refusal of the table, filled in. */
export function switchRefusal(
  name: keyof typeof switchRefusals,
  values: Readonly<Record<string, string>>,
): Refusal {
  const { code, message, remedy } = switchRefusals[name]
  return { code, message: fill(message, values), remedy: fill(remedy, values) }
}
