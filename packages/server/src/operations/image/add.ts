import {
  IngotError,
  type AccountFailure,
  type AccountProgress,
  type Fault,
  type Image,
  type ImageAddReport,
} from '@ingot/contract'
import {
  imageConflicts,
  imageId,
  planImageAdd,
  planImages,
  plannedWrites,
  validateImage,
  versionFlagFaults,
  type ImageAddPlan,
} from '@ingot/core'
import { failureFaults } from '../../accounts/account-failure.ts'
import { searchImages, type SearchedImages } from '../../accounts/search-images.ts'
import type { Context, Handler } from '../../context.ts'
import { imageWritten } from '../../image-document.ts'
import { imageView } from '../../image-view.ts'
import { LOCAL_CATALOG } from '../../install.ts'
import { requireFillable } from '../../require-catalog.ts'
import { refuseFaults } from '../../registries/read-server.ts'
import { transact } from '../../transact.ts'
import { viewOf, type View } from '../../view.ts'
import { untold, watched, type Watching } from '../../watched.ts'

type Given = Parameters<Handler<'addImage'>>[0]

/** Finds images in all accounts and stores them as the artifacts of one version: all of them in one commit, or nothing. */
export const addImage: Handler<'addImage'> = (input, context) => add(input, context, untold(context))

/** The same as JSON lines: `{progress}` of each account while it is searched, and `{report}` or `{problem}` at the end. */
export const watchImageAdd: Handler<'watchImageAdd'> = async (input, context) =>
  watched<AccountProgress, ImageAddReport>(
    context,
    'the search',
    ({ account }) => account,
    (watching) => add(input, context, watching),
  )

async function add(
  { query = {}, body }: Given,
  context: Context,
  watching?: Watching<AccountProgress>,
): Promise<ImageAddReport> {
  const catalog = body.catalog ?? LOCAL_CATALOG
  refuseFaults(versionFlagFaults(body))
  // Who may not write there need not have every cloud searched to learn it.
  requireFillable(viewOf(await context.ledger.refresh(), context.now, context.actor), catalog)
  const searched = await searchImages(context, { ...body, ...watching })
  watching?.signal.throwIfAborted()
  const { answer, view, dryRun } = await transact(context, 'image.add', query, (before) => {
    requireFillable(before, catalog)
    return decide(before, catalog, body, searched)
  })
  const { plan, change, warnings } = answer
  const stored = view.source.withId(plan.image.id).find((one) => one.body.catalog === catalog)
  const image =
    dryRun || stored === undefined ? { body: plan.image, revision: view.snapshot.revision + 1 } : stored
  return {
    ...view.stamp,
    dryRun,
    change,
    image: imageView(image, view.at),
    rows: [...plan.rows],
    skipped: [...searched.skipped],
    warnings,
  }
}

function decide(view: View, catalog: string, body: Given['body'], searched: SearchedImages) {
  const ofCatalog = (name: string) =>
    view.source.named(name).filter((stored) => stored.body.catalog === catalog)
  const plan = planImageAdd(body, searched.found, {
    catalog,
    named: (name) => ofCatalog(name).map((stored) => stored.body),
    idFor: (name, version) => imageId(catalog, name, version),
    at: view.at,
  })
  const current = ofCatalog(plan.image.name)
  const faults = [...plan.faults, ...validateImage(plan.image), ...imageConflicts(current, [plan.image])]
  refuse(faults, searched.skipped)
  const planned = planImages(current, [plan.image], { keepLifecycle: true })
  return {
    changes: plannedWrites(planned).map(imageWritten),
    answer: {
      plan,
      change: planned.images[0]!.change,
      warnings: [...faults.map(({ code, message }) => ({ code, message })), ...labelWarnings(view, plan)],
    },
  }
}

/** With any error nothing is stored, and all of them are told; so is what was let off, where something may have been. */
function refuse(faults: readonly Fault[], skipped: readonly AccountFailure[]): void {
  const errors = faults.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first === undefined) return
  const rest = errors.length === 1 ? '' : `, and ${errors.length - 1} more`
  throw new IngotError('NOT_MATCHED', `Cannot add the images: ${first.message}${rest}`, {
    faults: [
      ...errors.map(({ path: _, ...fault }) => fault),
      ...failureFaults(skipped).map((fault) => ({ ...fault, severity: 'warning' as const })),
    ],
  })
}

/** Who asks for a label means one image; from here on it means two. */
function labelWarnings(view: View, { image }: ImageAddPlan): { code: string; message: string }[] {
  const { label } = image
  if (label === undefined) return []
  const first = view.source.labelled(label).find(({ body }) => isOther(body, image))?.body
  if (first === undefined) return []
  const message = `The label "${label}" is that of "${first.name}" too, so nothing can be resolved by it; give another with --label`
  return [{ code: 'LABEL_TAKEN', message }]
}

function isOther(a: Image, b: Image): boolean {
  return a.name.toLowerCase() !== b.name.toLowerCase()
}
