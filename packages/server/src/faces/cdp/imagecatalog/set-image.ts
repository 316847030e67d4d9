import type { ImageType } from '@ingot/contract'
import Type from 'typebox'
import { catalogNamed } from '../crn.ts'
import { maybe, text } from '../fields.ts'
import { wireOperation } from '../operation.ts'
import { rephrase } from '../refusal.ts'
import { catalogTexts } from '../catalog-texts.ts'

const SourceImageId = Type.String({
  minLength: 1,
  maxLength: 255,
  lengthMessage: 'The length of the sourceImageId must be between 1 and 255',
  pattern: '^[a-z0-9][-a-z0-9]*[a-z0-9]$',
  patternMessage:
    'The sourceImageId can only contain lowercase alphanumeric characters and hyphens and has start with an alphanumeric character',
})

const VmImage = Type.Object({
  region: Type.String({
    maxLength: 255,
    lengthMessage: 'The length of the region must be between 1 and 255',
  }),
  imageReference: Type.String({
    maxLength: 255,
    lengthMessage: 'The length of the imageReference must be between 1 and 255',
  }),
})

const SetImage = Type.Object({
  catalogName: text,
  sourceImageId: SourceImageId,
  vmImages: Type.Array(VmImage, { maxItems: 1000 }),
  imageId: maybe(Type.String({ maxLength: 255 })),
  baseParcelUrl: maybe(
    Type.String({
      maxLength: 255,
      lengthMessage: 'The length of the baseParcelUrl must be between 1 and 255',
    }),
  ),
})

/**
 * Puts an image that derives from a default image of the type into a custom catalog, or changes the one there is. The
 * references of the request replace all there were.
 */
function setImage(name: string, type: ImageType) {
  return wireOperation({
    service: 'imagecatalog',
    name,
    permission: 'image:write',
    request: SetImage,
    async answer({ catalogName, sourceImageId, vmImages, imageId, baseParcelUrl }, { invoke }) {
      const catalog = catalogNamed(catalogName)
      const body = {
        from: sourceImageId,
        type,
        vmImages: vmImages.map(({ region, imageReference }) => ({ region, reference: imageReference })),
        ...(imageId === undefined ? {} : { id: imageId }),
        ...(baseParcelUrl === undefined ? {} : { baseParcelUrl }),
      }
      const derivation = invoke('deriveImage', { params: { catalog }, body })
      const { image, change, differences } = await rephrase(derivation, catalogTexts(catalog))
      return { imageId: image.id, change, differences }
    },
  })
}

export const setRuntimeImage = setImage('setRuntimeImage', 'runtime')
export const setFreeipaImage = setImage('setFreeipaImage', 'freeipa')
