import { IngotError, type CatalogView, type ImageView } from '@ingot/contract'
import { catalogTexts, notCustom } from '../catalog-texts.ts'
import { catalogNamed } from '../crn.ts'
import type { Call } from '../operation.ts'
import { rephrase } from '../refusal.ts'

const mostImages = 10_000

/** The custom catalog that a name or a CRN means. */
export async function requireCustomCatalog({ invoke }: Call, text: string): Promise<CatalogView> {
  const name = catalogNamed(text)
  const { catalog } = await rephrase(invoke('showCatalog', { params: { catalog: name } }), catalogTexts(name))
  if (catalog.type !== 'custom') throw notCustom(name)
  return catalog
}

/** An effective image that derives from another. */
export type CustomImage = ImageView & { derived: NonNullable<ImageView['derived']> }

/** The derived images of a catalog, the first derived first. */
export async function customImages({ invoke }: Call, catalog: string): Promise<CustomImage[]> {
  const found: CustomImage[] = []
  let after: string | undefined
  do {
    const query = { catalog, limit: mostImages, ...(after === undefined ? {} : { after }) }
    const page = await invoke('listImages', { query })
    found.push(...page.images.filter(isCustom))
    after = page.next
  } while (after !== undefined)
  return found.toSorted(byCreation)
}

/** The derived image with an id, compared without case. Throws `IMAGE_NOT_FOUND` with CDP's text. */
export async function requireCustomImage(call: Call, catalog: string, id: string): Promise<CustomImage> {
  const images = await customImages(call, catalog)
  const image = images.find((one) => one.id.toLowerCase() === id.toLowerCase())
  if (image === undefined) throw imageNotFound(id, catalog)
  return image
}

/** CDP's text for an image that a catalog does not have. */
export function imageNotFound(id: string, catalog: string): IngotError {
  return new IngotError(
    'IMAGE_NOT_FOUND',
    `Could not find any image with id: '${id}' in catalog: '${catalog}'`,
  )
}

function isCustom(image: ImageView): image is CustomImage {
  return image.derived !== undefined
}

function byCreation(a: CustomImage, b: CustomImage): number {
  if (a.derived.created !== b.derived.created) return a.derived.created < b.derived.created ? -1 : 1
  return a.id < b.id ? -1 : 1
}
