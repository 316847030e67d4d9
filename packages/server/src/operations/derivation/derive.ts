import { IngotError, type Catalog, type Fault, type Image } from '@ingot/contract'
import { planDerivation } from '@ingot/core'
import { randomUUID } from 'node:crypto'
import type { Handler } from '../../context.ts'
import { effective } from '../../effective.ts'
import { imageWritten } from '../../image-document.ts'
import { imagesOfCatalog } from '../../image-source.ts'
import { imageView } from '../../image-view.ts'
import { requireCatalog, requireFillable } from '../../require-catalog.ts'
import { transact } from '../../transact.ts'
import type { View } from '../../view.ts'

type Body = Parameters<Handler<'deriveImage'>>[0]['body']

/** Puts an image that inherits from a default image into a custom catalog, or changes the one that is there. */
export const deriveImage: Handler<'deriveImage'> = async ({ params, query = {}, body }, context) => {
  const newId = randomUUID()
  const { answer, view, dryRun } = await transact(context, 'image.derive', query, (before) => {
    const catalog = requireFillable(before, params.catalog).id
    const present = imagesOfCatalog(before.snapshot, catalog).map((stored) => stored.body)
    const source = requireSource(before, body, present)
    const plan = planDerivation(body, { catalog, source, present, newId, at: before.at })
    refuse(plan)
    const { image, change, differences, regions } = plan
    const changes = change === 'unchanged' ? [] : [imageWritten(image)]
    return {
      changes,
      answer: { image, change, differences: [...differences], regions, warnings: plan.faults },
    }
  })
  const { image, ...told } = answer
  const stored = effective(view.snapshot, { revision: revisionOf(view, image, dryRun), body: image })
  return { ...view.stamp, dryRun, ...told, image: imageView(stored, view.at) }
}

function revisionOf({ snapshot }: View, { catalog, id }: Image, dryRun: boolean): number {
  const stored = imagesOfCatalog(snapshot, catalog).find(({ body }) => body.id === id)
  return dryRun ? snapshot.revision + 1 : (stored?.revision ?? snapshot.revision)
}

/** The source: an image of a default catalog. One that was withdrawn serves only what inherits from it already. */
function requireSource(view: View, { from, sourceCatalog, type }: Body, present: readonly Image[]): Image {
  if (sourceCatalog !== undefined) requireCatalog(view, sourceCatalog)
  const named = view.source
    .withId(from)
    .map(({ body }) => body)
    .filter(({ catalog }) => sourceCatalog === undefined || catalog === sourceCatalog)
  const mirrored = named.filter(
    ({ catalog, cloudbreak }) => cloudbreak !== undefined && isDefault(view, catalog),
  )
  const fitting = mirrored.filter((image) => type === undefined || typeOf(image) === type)
  // What an image of this catalog inherits from already is meant again, however catalogs are ordered since.
  const used = fitting.find((image) => present.some(({ derived }) => isSource(image, derived)))
  const source = used ?? fitting.find(({ withdrawn }) => withdrawn === undefined) ?? fitting[0]
  if (source === undefined) {
    const kind = (type ?? 'RUNTIME').toUpperCase()
    const elsewhere = named.length === 0 ? view.source.withId(from)[0]?.body : undefined
    const hint = named.length === 0 ? elsewhereHint(elsewhere) : `; ${hintOf(named[0])}`
    const message = `Could not find '${kind}' image in default image catalog with id '${from}'${hint}`
    throw new IngotError('IMAGE_NOT_FOUND', message)
  }
  if (source.withdrawn === undefined || source === used) return source
  throw new IngotError(
    'IMAGE_NOT_FOUND',
    `The image ${source.id} was withdrawn from "${source.catalog}" at ${source.withdrawn}; derive from one that is listed`,
  )
}

function isSource({ catalog, id }: Image, derived: Image['derived']): boolean {
  return derived?.source.catalog === catalog && derived.source.id.toLowerCase() === id.toLowerCase()
}

function hintOf(image: Image | undefined): string {
  if (image?.derived !== undefined)
    return `the image of this id derives from ${image.derived.source.id} itself`
  return `the image of this id in "${image?.catalog}" is of another type or no default image`
}

/** Where an image is that the catalog named as its own has not. */
function elsewhereHint(image: Image | undefined): string {
  return image === undefined ? '' : `; the catalog "${image.catalog}" has an image of this id`
}

function isDefault({ snapshot }: View, catalog: string): boolean {
  return snapshot.get<Catalog>('catalog', catalog)?.body.type === 'default'
}

function typeOf({ cloudbreak }: Image) {
  return cloudbreak?.list === 'freeipa-images' ? 'freeipa' : 'runtime'
}

function refuse({ faults, conflict }: { faults: readonly Fault[]; conflict?: string }): void {
  const errors = faults.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first !== undefined) {
    const rest = errors.length === 1 ? '' : `, and ${errors.length - 1} more`
    throw new IngotError('INVALID_INPUT', `Cannot derive the image: ${first.message}${rest}`, { faults })
  }
  if (conflict !== undefined) throw new IngotError('IMAGE_EXISTS', conflict)
}
