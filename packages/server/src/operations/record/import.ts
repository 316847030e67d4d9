import { IngotError, type Fault, type Image, type ImportedImage, type TextFile } from '@ingot/contract'
import {
  imageConflicts,
  imageId,
  imageReference,
  parseJsonRecords,
  parseRecords,
  planImages,
  plannedWrites,
  recordsToImages,
  type PlannedImage,
  type SourceRecord,
  type StoredImage,
} from '@ingot/core'
import type { Handler } from '../../context.ts'
import { imageWritten } from '../../image-document.ts'
import { LOCAL_CATALOG } from '../../install.ts'
import { requireFillable } from '../../require-catalog.ts'
import { transact } from '../../transact.ts'
import type { View } from '../../view.ts'

/** Imports records into a custom catalog: all of them in one commit, or nothing and every fault with its place. */
export const importRecords: Handler<'importRecords'> = async ({ query = {}, body }, context) => {
  const catalog = body.catalog ?? LOCAL_CATALOG
  const records: SourceRecord[] = []
  const faults: Fault[] = []
  for (const file of body.files) {
    const read = readRecords(file)
    faults.push(...read.faults)
    for (const record of read.records) records.push(record)
  }
  const { answer, view, dryRun } = await transact(context, 'record.import', query, (before) => {
    requireFillable(before, catalog)
    const planned = planRecords(before, catalog, records, faults)
    const changes = plannedWrites(planned.plan).map(imageWritten)
    return { changes, answer: { images: planned.plan.images.map(importedImage), warnings: planned.warnings } }
  })
  return { ...view.stamp, dryRun, ...answer }
}

function readRecords({ file, text }: TextFile) {
  return file.toLowerCase().endsWith('.json') ? parseJsonRecords(file, text) : parseRecords(file, text)
}

function planRecords(view: View, catalog: string, records: readonly SourceRecord[], found: readonly Fault[]) {
  const ofCatalog = (name: string) =>
    view.source.named(name).filter((stored) => stored.body.catalog === catalog)
  const { images, faults } = recordsToImages(records, {
    catalog,
    idFor: (name, version) => imageId(catalog, name, version),
    stored: (name) => ofCatalog(name).map((stored) => stored.body),
  })
  const names = new Map(images.map((image) => [image.name.toLowerCase(), image.name]))
  const current = [...names.values()].flatMap(ofCatalog)
  const conflicts = conflictsOf(current, images)
  const all = [...found, ...faults, ...conflicts]
  refuseErrors(all)
  return { plan: planImages(current, images, { keepLifecycle: true }), warnings: all }
}

/**
 * Conflicts point into the list of images, which the user has never seen; their sentences name the images. Of versions
 * that are easily taken for one the records tell already, with their place.
 */
function conflictsOf(current: readonly StoredImage[], images: readonly Image[]): Fault[] {
  const conflicts = imageConflicts(current, images).filter(({ code }) => code !== 'VERSION_ZEROS')
  return conflicts.map(({ path: _, ...fault }) => fault)
}

function refuseErrors(faults: readonly Fault[]): void {
  const errors = faults.filter((fault) => fault.severity === 'error')
  const [first] = errors
  if (first === undefined) return
  const rest = errors.length === 1 ? '' : `, and ${errors.length - 1} more`
  throw new IngotError('INVALID_INPUT', `Cannot import the records: ${first.message}${rest}`, { faults })
}

function importedImage({ image, change, differences }: PlannedImage): ImportedImage {
  return {
    image: imageReference(image),
    change,
    artifacts: image.artifacts.length,
    differences: [...differences],
  }
}
