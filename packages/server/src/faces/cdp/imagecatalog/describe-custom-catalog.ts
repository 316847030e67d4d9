import Type from 'typebox'
import { text } from '../fields.ts'
import { wireOperation } from '../operation.ts'
import { customImages, requireCustomCatalog } from './custom-catalog.ts'
import { imageItem, sourcesOf } from './image-item.ts'
import { catalogOrigin } from './catalog-origin.ts'

/** Describes a custom catalog with its images. An image whose source is gone is described all the same. */
export const describeCustomCatalog = wireOperation({
  service: 'imagecatalog',
  name: 'describeCustomCatalog',
  permission: 'catalog:read',
  request: Type.Object({ catalogName: text }),
  async answer({ catalogName }, call) {
    const catalog = await requireCustomCatalog(call, catalogName)
    const images = await customImages(call, catalog.name)
    const sources = await sourcesOf(call, images)
    return {
      catalogName: catalog.name,
      description: catalog.description,
      images: images.map((image) => imageItem(call.site, image, sources.get(image))),
      ...catalogOrigin(call.site, catalog),
    }
  },
})
