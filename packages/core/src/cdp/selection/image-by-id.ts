import type { Image, NearestMiss } from '@ingot/contract'
import { imageReference } from '../../image/image-reference.ts'
import type { CatalogContent } from './catalog-content.ts'

/**
 * The image of a catalog that an id names: compared without case in a custom catalog and for FreeIPA, to the letter
 * elsewhere, as Cloudbreak has it.
 */
export function imageById(content: CatalogContent, id: string, ignoresCase: boolean): Image | undefined {
  const exact = content.images.find(({ body }) => body.id === id)?.body
  return exact ?? (ignoresCase ? imageOfAnyCase(content, id) : undefined)
}

/** The references of larger catalogs are not looked through for the sake of a hint. */
const referencesLimit = 5000

/**
 * An image that may be meant by an id that none has: the same in another case, one that derives from the image with
 * that id, or one whose reference it is.
 */
export function hintForId(content: CatalogContent, id: string): NearestMiss | undefined {
  const other = imageOfAnyCase(content, id)
  if (other !== undefined) return hint(other, 'Its id is written with other letters in capitals')
  const lower = id.toLowerCase()
  const derived = firstImage(content, ({ derived }) => derived?.source.id.toLowerCase() === lower)
  if (derived !== undefined) return hint(derived, 'It derives from the image with that id')
  if (content.images.length > referencesLimit) return undefined
  const named = firstImage(content, ({ artifacts }) =>
    artifacts.some(({ reference }) => reference.toLowerCase() === lower),
  )
  return named && hint(named, 'That is a reference of it, not its id')
}

function imageOfAnyCase(content: CatalogContent, id: string): Image | undefined {
  const lower = id.toLowerCase()
  return firstImage(content, (image) => image.id.length === lower.length && image.id.toLowerCase() === lower)
}

/** Of the images that fit the one with the first id, whatever their order. */
function firstImage({ images }: CatalogContent, fits: (image: Image) => boolean): Image | undefined {
  let first: Image | undefined
  for (const { body } of images) {
    if (fits(body) && (first === undefined || body.id < first.id)) first = body
  }
  return first
}

function hint(image: Image, message: string): NearestMiss {
  return {
    image: imageReference(image),
    code: 'ID_MISMATCH',
    message,
    change: `Name it by its id ${image.id}`,
  }
}
