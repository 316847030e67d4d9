import type { EffectiveField } from '@ingot/contract'
import Type from 'typebox'
import { text } from '../fields.ts'
import { wireOperation } from '../operation.ts'
import { requireCustomCatalog, requireCustomImage } from './custom-catalog.ts'
import { imageItem, sourcesOf } from './image-item.ts'
import { catalogOrigin } from './catalog-origin.ts'

/** Describes an image of a custom catalog: `vmImages` are its own references, without those that it inherits. */
export const describeCustomImage = wireOperation({
  service: 'imagecatalog',
  name: 'describeCustomImage',
  permission: 'image:read',
  request: Type.Object({ catalogName: text, imageId: text }),
  async answer({ catalogName, imageId }, call) {
    const catalog = await requireCustomCatalog(call, catalogName)
    const image = await requireCustomImage(call, catalog.name, imageId)
    const sources = await sourcesOf(call, [image])
    const shown = { params: { image: image.id }, query: { catalog: catalog.name } }
    const { fields, regions } = await call.invoke('effectiveImage', shown)
    return {
      ...imageItem(call.site, image, sources.get(image)),
      baseParcelUrl: image.derived.baseParcelUrl,
      vmImages: ownReferences(fields),
      inheritRegions: image.derived.inheritRegions,
      missingRegions: regions?.missing,
      ...catalogOrigin(call.site, catalog),
    }
  },
})

/** The references that an image has itself, from the fields `/images/<provider>/<region>`. */
function ownReferences(fields: readonly EffectiveField[]) {
  return fields
    .filter(({ field, origin }) => origin === 'own' && field.startsWith('/images/'))
    .map(({ field, value }) => ({
      region: unescaped(field.split('/')[3] ?? ''),
      imageReference: JSON.parse(value) as string,
    }))
}

/** A step of a JSON pointer as the name that it stands for. */
function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}
