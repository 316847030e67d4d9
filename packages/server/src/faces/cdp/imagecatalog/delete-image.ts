import { IngotError, type ImageType } from '@ingot/contract'
import Type from 'typebox'
import { text } from '../fields.ts'
import { wireOperation } from '../operation.ts'
import { writtenType } from '../words.ts'
import { requireCustomCatalog, requireCustomImage } from './custom-catalog.ts'

const commands: Record<ImageType, string> = {
  runtime: 'delete-runtime-image',
  freeipa: 'delete-freeipa-image',
}

/** Deletes an image of the type from a custom catalog; one of the other type, or in use, is refused. */
function deleteImage(name: string, type: ImageType) {
  return wireOperation({
    service: 'imagecatalog',
    name,
    permission: 'image:write',
    request: Type.Object({ catalogName: text, imageId: text }),
    async answer({ catalogName, imageId }, call) {
      const catalog = await requireCustomCatalog(call, catalogName)
      const { id, derived } = await requireCustomImage(call, catalog.name, imageId)
      if (derived.type !== type) throw otherType(id, catalog.name, derived.type)
      await call.invoke('deleteImage', { params: { image: id }, query: { catalog: catalog.name } })
      return { imageId: id }
    },
  })
}

function otherType(id: string, catalog: string, type: ImageType): IngotError {
  const found = `The image '${id}' in catalog '${catalog}' is a ${writtenType(type)} image`
  return new IngotError('INVALID_INPUT', `${found}; delete it with ${commands[type]}.`)
}

export const deleteRuntimeImage = deleteImage('deleteRuntimeImage', 'runtime')
export const deleteFreeipaImage = deleteImage('deleteFreeipaImage', 'freeipa')
