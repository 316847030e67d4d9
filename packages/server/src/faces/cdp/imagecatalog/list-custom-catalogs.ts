import Type from 'typebox'
import { wireOperation } from '../operation.ts'
import { catalogOrigin } from './catalog-origin.ts'

/** Lists the custom catalogs that the caller may use, by name. */
export const listCustomCatalogs = wireOperation({
  service: 'imagecatalog',
  name: 'listCustomCatalogs',
  permission: 'catalog:read',
  request: Type.Object({}),
  async answer(_request, { invoke, site }) {
    const { catalogs } = await invoke('listCatalogs', {})
    const custom = catalogs.filter(({ type }) => type === 'custom')
    const sorted = custom.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    return {
      imageCatalogs: sorted.map((catalog) => ({
        name: catalog.name,
        description: catalog.description,
        imageCount: catalog.images,
        ...catalogOrigin(site, catalog),
      })),
    }
  },
})
