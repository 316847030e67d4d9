import { IngotError, type Account, type Fault } from '@ingot/contract'
import {
  imageConflicts,
  imageId,
  imageReference,
  parsePackerManifest,
  planImages,
  planPackerImage,
  plannedWrites,
  validateImage,
} from '@ingot/core'
import { everyAccount } from '../../accounts/stored-accounts.ts'
import type { Handler } from '../../context.ts'
import { imageWritten } from '../../image-document.ts'
import { LOCAL_CATALOG } from '../../install.ts'
import { requireFillable } from '../../require-catalog.ts'
import { transact } from '../../transact.ts'
import type { View } from '../../view.ts'

type Body = Parameters<Handler<'importPackerManifest'>>[0]['body']
type Read = ReturnType<typeof parsePackerManifest>

/** Stores what Packer built as one image version, in one commit; or nothing, and every fault with its place. */
export const importPackerManifest: Handler<'importPackerManifest'> = async (
  { query = {}, body },
  context,
) => {
  const snapshot = await context.ledger.refresh()
  const read = parsePackerManifest(body.file, {
    folders: folderRegions(everyAccount(snapshot).map((stored) => stored.body)),
    allRuns: body.allRuns === true,
    ...(body.builds === undefined ? {} : { builds: body.builds }),
    ...(body.account === undefined ? {} : { account: body.account }),
  })
  const { answer, view, dryRun } = await transact(context, 'packer.import', query, (before) => {
    const catalog = body.catalog ?? LOCAL_CATALOG
    requireFillable(before, catalog)
    return decide(before, catalog, body, read)
  })
  return { ...view.stamp, dryRun, ...answer }
}

/** The region of each folder: as its account is called, unless that was added with another. */
function folderRegions(accounts: readonly Account[]): ReadonlyMap<string, string> {
  const folders = accounts.filter(({ settings }) => settings.provider === 'local')
  return new Map(folders.map(({ name, regions }) => [name, regions?.[0] ?? name]))
}

function decide(view: View, catalog: string, body: Body, read: Read) {
  const current = view.source.named(body.name.trim()).filter((stored) => stored.body.catalog === catalog)
  const { image, faults } = planPackerImage(body, read.artifacts, {
    catalog,
    named: () => current.map((stored) => stored.body),
    idFor: (name, version) => imageId(catalog, name, version),
    at: view.at,
  })
  // Pointers of these two are into the image, which the user has never seen; their sentences name it.
  const ofImage = [...validateImage(image), ...imageConflicts(current, [image])].map(
    ({ path: _, ...fault }) => fault,
  )
  const all = distinct([...read.faults, ...faults, ...ofImage])
  refuseErrors(all)
  const plan = planImages(current, [image], { keepLifecycle: true })
  const { change, differences, image: planned } = plan.images[0]!
  return {
    changes: plannedWrites(plan).map(imageWritten),
    answer: {
      image: {
        image: imageReference(planned),
        change,
        artifacts: planned.artifacts.length,
        differences: [...differences],
      },
      warnings: all.map(({ code, message }) => ({ code, message })),
    },
  }
}

function refuseErrors(faults: readonly Fault[]): void {
  const errors = faults.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first === undefined) return
  const rest = errors.length === 1 ? '' : `, and ${errors.length - 1} more`
  throw new IngotError('INVALID_INPUT', `Cannot import the manifest: ${first.message}${rest}`, { faults })
}

/** What the plan and the image say of one version is one fault. */
function distinct(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()]
}
