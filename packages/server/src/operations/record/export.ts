import type { Image } from '@ingot/contract'
import { imageToRecords, printJsonRecords, printRecords } from '@ingot/core'
import { findImages, sortImages } from '../../choose-image.ts'
import type { Handler } from '../../context.ts'
import { effectiveImages } from '../../effective.ts'
import { imagesOfCatalog } from '../../image-source.ts'
import { requireCatalog } from '../../require-catalog.ts'
import { readView, type View } from '../../view.ts'

/** Exports the images of a catalog, by name and version, as records in text or JSON. */
export const exportRecords: Handler<'exportRecords'> = async ({ query = {} }, context) => {
  const view = await readView(context, query)
  const { catalog = 'local', format = 'text', name } = query
  requireCatalog(view, catalog)
  const records = imagesOf(view, catalog, name).flatMap((image) => imageToRecords(image))
  const text = format === 'json' ? printJsonRecords(records) : printRecords(records)
  return { ...view.stamp, format, text }
}

function imagesOf(view: View, catalog: string, name: string | undefined): Image[] {
  if (name !== undefined) return findImages(view, name, { catalog }).map((stored) => stored.body)
  const stored = sortImages(view, effectiveImages(view.snapshot, imagesOfCatalog(view.snapshot, catalog)))
  return stored.map(({ body }) => body).toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}
