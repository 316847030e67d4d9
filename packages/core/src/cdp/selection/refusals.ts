import type { ErrorCode, Refusal } from '@ingot/contract'
import { fill } from '../../resolve/fill.ts'

/**
 * The one table of refusals of a selection. The messages are those of Cloudbreak (ImageService, ImageCatalogService,
 * DefaultImageCatalogService), of its Data Lake service (SdxService) and of its FreeIPA service (FreeIpaImageFilter),
 * which people and scripts know; where these have none they are Ingot's own. `{places}` are filled in.
 */
const selectionRefusals = {
  RUNTIME_REQUIRED: {
    code: 'INVALID_REQUEST',
    message: "Runtime is required in case of 'RUNTIME' image type",
    remedy: 'Name the runtime, as 7.2.18',
  },
  RUNTIME_NOT_SUPPORTED: {
    code: 'INVALID_REQUEST',
    message: "Runtime is not supported in case of 'FREEIPA' image type",
    remedy: 'Leave the runtime out',
  },
  NO_DEFAULT_FREEIPA: {
    code: 'NO_FITTING_IMAGE',
    message:
      "Could not find any image with provider: '{provider}' and architecture: '{architecture}' in catalog: '{catalog}'",
    remedy: '{change}',
  },
  NO_RUNTIME_IMAGE: {
    code: 'NO_FITTING_IMAGE',
    message:
      "Could not find any image for platform '{provider} {oses}', runtime '{runtime}' in '{catalog}' image catalog.",
    remedy: '{change}',
  },
  NO_FREEIPA_IMAGE: {
    code: 'NO_FITTING_IMAGE',
    message:
      "Could not find any FreeIPA image on platform '{provider}' in region '{region}' with os '{os}' in catalog '{catalog}'",
    remedy: '{change}',
  },
  UNKNOWN_IMAGE: {
    code: 'IMAGE_NOT_FOUND',
    message: "Could not find any image with id: '{image}' in catalog: '{catalog}'",
    remedy: '{change}',
  },
  UNKNOWN_CUSTOM_IMAGE: {
    code: 'IMAGE_NOT_FOUND',
    message: "Could not find any custom image with id: '{image}' in catalog: '{catalog}'",
    remedy: '{change}',
  },
  UNKNOWN_DATA_LAKE_IMAGE: {
    code: 'INVALID_INPUT',
    message:
      'SDX cluster request has null runtime version and null image response. It cannot determine the runtime version.',
    remedy: 'Catalog "{catalog}" has no image with id {image}. {change}',
  },
  UNKNOWN_FREEIPA_IMAGE: {
    code: 'IMAGE_NOT_FOUND',
    message: "Could not find any image with id: '{image}' in region '{region}' with OS '{os}'.",
    remedy: '{change}',
  },
  BASE_IMAGE: {
    code: 'INVALID_INPUT',
    message: 'Inconsistent request, base images are disabled but image with id {image} is base image!',
    remedy: '{change}',
  },
  OS_MISMATCH: {
    code: 'INVALID_INPUT',
    message: 'Image with requested id has different os than requested.',
    remedy: '{change}',
  },
  ARCHITECTURE_MISMATCH: {
    code: 'INVALID_INPUT',
    message:
      "The selected image's architecture ({own}) is not matching requested architecture ({architecture})",
    remedy: '{change}',
  },
  DATA_LAKE_ARCHITECTURE: {
    code: 'INVALID_INPUT',
    message:
      "The selected cpu architecture {architecture} doesn't match the cpu architecture {own} of the image '{image}'.",
    remedy: '{change}',
  },
  ARM_NOT_SUPPORTED: {
    code: 'INVALID_INPUT',
    message: 'Arm64 is only supported on AWS cloud provider.',
    remedy: 'Use an image for x86_64, or start on AWS',
  },
  DATA_LAKE_RUNTIME: {
    code: 'INVALID_INPUT',
    message:
      'SDX cluster request must not specify both runtime version and image at the same time because image decides runtime version.',
    remedy: '{change}',
  },
  RUNTIME_MISMATCH: {
    code: 'INVALID_INPUT',
    message: "The selected image's runtime ({ownRuntime}) is not matching requested runtime ({runtime})",
    remedy: '{change}',
  },
  PROVIDER_MISMATCH: {
    code: 'NO_FITTING_IMAGE',
    message:
      "The selected image: '{image}' doesn't contain virtual machine image for the selected platform: '{provider}'.",
    remedy: '{change}',
  },
  NO_REFERENCE: {
    code: 'NO_FITTING_IMAGE',
    message:
      "The virtual machine image couldn't be found for {provider} in the {region} region. Available images are as follows: {references}.",
    remedy: '{change}',
  },
  NO_FREEIPA_REFERENCE: {
    code: 'NO_FITTING_IMAGE',
    message:
      "Virtual machine image couldn't be found in image: '{image}' for the selected platform: '{provider}' and region: '{region}'.",
    remedy: '{change}',
  },
  WRONG_TYPE: {
    code: 'INVALID_INPUT',
    message:
      "The image '{image}' is a FreeIPA image, which only environments start from; {consumer} starts from a runtime image",
    remedy: '{change}',
  },
  MAY_NOT_BE_USED: {
    code: 'NO_FITTING_IMAGE',
    message: "The image '{image}' of catalog '{catalog}' may not be used. {verdict}",
    remedy: '{change}',
  },
  OS_NOT_SUPPORTED: {
    code: 'INVALID_INPUT',
    message: "The image '{image}' of catalog '{catalog}' cannot be started. {verdict}",
    remedy: '{change}',
  },
} as const satisfies Record<string, { code: ErrorCode; message: string; remedy: string }>

export type SelectionRefusal = keyof typeof selectionRefusals

/** A refusal of the table, filled in. */
export function selectionRefusal(name: SelectionRefusal, values: Readonly<Record<string, string>>): Refusal {
  const { code, message, remedy } = selectionRefusals[name]
  return { code, message: fill(message, values), remedy: fill(remedy, values) }
}
