import { IngotError, type Location } from '@ingot/contract'
import { imageCoverage, locationsOf, type StoredImage } from '@ingot/core'
import { findImages, sortImages } from '../../choose-image.ts'
import type { Handler } from '../../context.ts'
import { everyImage } from '../../image-source.ts'
import { readView, type View } from '../../view.ts'

/** A matrix larger than this is refused: nobody reads it, and it would take all memory. */
const mostCells = 2_000_000

/** Versions against locations: those asked for, or every location that any of the images knows. */
export const coverImages: Handler<'imageCoverage'> = async ({ query = {} }, context) => {
  const view = await readView(context, query)
  const images = imagesOf(view, query.name, query.catalog)
  const { provider, account } = query
  const locations: Location[] =
    query.regions?.map((region) => ({ provider, account, region })) ??
    locationsOf(images.map((stored) => stored.body))
  const cells = images.length * locations.length
  if (cells > mostCells) {
    throw new IngotError(
      'INVALID_REQUEST',
      `The matrix would have ${cells} cells; name an image, a catalog or regions`,
    )
  }
  const bodies = images.map((stored) => stored.body)
  const { rows, gaps } = imageCoverage(view.source, bodies, locations, view.at)
  return { ...view.stamp, locations, rows, gaps }
}

function imagesOf(view: View, name: string | undefined, catalog: string | undefined): StoredImage[] {
  if (name !== undefined) return findImages(view, name, { catalog })
  const all = [...everyImage(view.snapshot)].filter(
    (stored) =>
      stored.body.artifacts.length > 0 &&
      view.access.catalog(stored.body.catalog, 'use') &&
      (catalog === undefined || stored.body.catalog === catalog),
  )
  return sortImages(view, all)
}
