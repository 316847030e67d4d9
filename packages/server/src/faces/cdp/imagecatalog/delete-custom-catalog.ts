import Type from 'typebox'
import { catalogTexts } from '../catalog-texts.ts'
import { text } from '../fields.ts'
import { wireOperation } from '../operation.ts'
import { rephrase } from '../refusal.ts'
import { requireCustomCatalog } from './custom-catalog.ts'

/** Deletes a custom catalog with its images, as CDP does; but not while anything uses it. */
export const deleteCustomCatalog = wireOperation({
  service: 'imagecatalog',
  name: 'deleteCustomCatalog',
  permission: 'catalog:write',
  request: Type.Object({ catalogName: text }),
  async answer({ catalogName }, call) {
    const { name } = await requireCustomCatalog(call, catalogName)
    const deletion = call.invoke('deleteCatalog', { params: { catalog: name }, query: { withImages: true } })
    await rephrase(deletion, catalogTexts(name))
    return {}
  },
})
