import { IngotError, type Consumer, type Fault, type Image, type RetirePlan } from '@ingot/contract'
import {
  consumerOutcomes,
  imageReference,
  locationOutcomes,
  lockOutcomes,
  naturalReplacement,
  parseLock,
  replacementFaults,
  stageAt,
  withStage,
  type Retirement,
  type StoredImage,
} from '@ingot/core'
import { findFirstImage, findImage } from '../../choose-image.ts'
import type { Handler } from '../../context.ts'
import { effective, ownImage } from '../../effective.ts'
import { consumerReference } from '../../find-consumer.ts'
import { imageWritten } from '../../image-document.ts'
import { imagesDerivedFrom } from '../../image-source.ts'
import { imageView } from '../../image-view.ts'
import { requireCustom } from '../../require-catalog.ts'
import { requireReason } from '../../require-reason.ts'
import { transact } from '../../transact.ts'
import { consumersOfImage, useFaults } from '../../users-of.ts'
import type { View } from '../../view.ts'

type Given = Parameters<Handler<'retireImage'>>[0]
type Plan = Omit<RetirePlan, 'revision' | 'at' | 'dryRun' | 'image' | 'change'>

/** Says who would be hit by the end of an image; unless it is a dry run, ends it: disabled, with what replaces it. */
export const retireImage: Handler<'retireImage'> = async (given, context) => {
  const { params, query = {}, body } = given
  const { answer, view, dryRun } = await transact(context, 'image.retire', query, (before) => {
    const image = findImage(before, params.image, query)
    requireCustom(before, image.body.catalog)
    const plan = planOf(before, image, given)
    if (query.dryRun !== true) refuseUse(before, image, plan, body.force === true, query.reason)
    const changes = retirement(before, image, plan, given)
    const change: RetirePlan['change'] = changes.length === 0 ? 'unchanged' : 'retired'
    return { changes, answer: { image, plan: { ...plan, change } } }
  })
  const { image, plan } = answer
  const stored = dryRun ? image : effective(view.snapshot, ownImage(view.snapshot, image))
  return { ...view.stamp, dryRun, image: imageView(stored, view.at), ...plan }
}

function planOf(view: View, { body: image }: StoredImage, { body }: Given): Plan {
  const { snapshot, source, at } = view
  const consumers = consumersOfImage(snapshot, image).map((one) => one.body)
  const replacement = replacementOf(view, image, body.replacement)
  const ending: Retirement = { image, replacement, at }
  const locks = (body.locks ?? []).map((file) => ({ file: file.file, lock: parseLock(file) }))
  const named = lockOutcomes(locks, ending)
  const derived = derivedFrom(view, image)
  const isSeen = (one: Derived) => view.access.catalog(one.image.catalog, 'use')
  const seen = consumers.filter((one) => view.access.consumer(one, 'use'))
  return {
    isInUse: consumers.length > 0 || derived.length > 0 || named.length > 0,
    consumers: seen.map((consumer) => ({
      consumer: consumerReference(consumer),
      catalog: image.catalog,
      image: image.id,
    })),
    derived: derived.filter(isSeen).map(pair),
    children: derived
      .flatMap(({ image: child }) => allDerived(view, child))
      .filter(isSeen)
      .map(pair),
    locks: locksNaming(locks, image),
    ...(replacement === undefined ? {} : { replacement: imageReference(replacement) }),
    scaling: [...consumerOutcomes(seen, ending), ...named, ...locationOutcomes(source, ending)],
    warnings: replacementWarnings(image, replacement, at),
  }
}

interface Derived {
  readonly image: Image
  readonly source: Image
}

function derivedFrom({ snapshot }: View, source: Image): Derived[] {
  return imagesDerivedFrom(snapshot, source).map((stored) => ({
    image: effective(snapshot, stored).body,
    source,
  }))
}

/** All that derives from an image, and from what does. What derives has a source of its own, so this ends. */
function allDerived(view: View, source: Image): Derived[] {
  return derivedFrom(view, source).flatMap((one) => [one, ...allDerived(view, one.image)])
}

function pair({ image, source }: Derived) {
  return { image: imageReference(image), source: imageReference(source) }
}

/** What is named, else what the name comes to without this version. */
function replacementOf(view: View, image: Image, named: string | undefined): Image | undefined {
  if (named === undefined) {
    const next = naturalReplacement(view.source, { image, at: view.at })
    if (next === undefined) return undefined
    return view.source.withId(next.id).find(({ body }) => body.catalog === next.catalog)?.body
  }
  const { name = named, version } = /^(?<name>.+)@(?<version>[^@]+)$/.exec(named)?.groups ?? {}
  const { body } = findFirstImage(view, name, version === undefined ? {} : { version })
  if (body.id === image.id && body.catalog === image.catalog) {
    throw new IngotError(
      'INVALID_INPUT',
      `"${named}" is the image that is to be retired; name another, or none`,
    )
  }
  return body
}

/** What speaks against the replacement. Throws where nothing can be started from it. */
function replacementWarnings(image: Image, replacement: Image | undefined, at: Date): Plan['warnings'] {
  const faults = replacement === undefined ? [] : replacementFaults(image, replacement, at)
  const error = faults.find(({ severity }) => severity === 'error')
  if (error !== undefined) throw new IngotError('INVALID_INPUT', error.message, { faults })
  return faults.map(({ code, message }) => ({ code, message }))
}

function locksNaming(locks: Parameters<typeof lockOutcomes>[0], { catalog, id }: Image): Plan['locks'] {
  return locks.flatMap(({ file, lock }) =>
    lock.entries.flatMap(({ cluster, node, image }) =>
      image?.catalog === catalog && image.id === id ? [{ file, entry: `${cluster}/${node}`, image }] : [],
    ),
  )
}

function refuseUse(
  view: View,
  image: StoredImage,
  plan: Plan,
  force: boolean,
  reason: string | undefined,
): void {
  if (!plan.isInUse) return
  const { name, version } = image.body
  if (force) return requireReason(reason, `Retiring ${name}@${version}, which is in use,`)
  const consumers: readonly { body: Consumer }[] = consumersOfImage(view.snapshot, image.body)
  const faults: Fault[] = [
    ...useFaults(consumers, imagesDerivedFrom(view.snapshot, image.body)),
    ...plan.locks.map(({ file, entry }) => ({
      severity: 'error' as const,
      code: 'PINNED_BY_LOCK',
      message: `The lock ${file} pins it for ${entry}`,
    })),
  ]
  const message = `${name}@${version} is in use by ${faults.length} of what is listed`
  throw new IngotError('IMAGE_IN_USE', message, { faults })
}

function retirement(view: View, image: StoredImage, { replacement }: Plan, { query = {}, body }: Given) {
  const own = ownImage(view.snapshot, image)
  const stage = stageAt(own.body, view.at)
  const named = replacement === undefined ? undefined : `${replacement.name}@${replacement.version}`
  const isOver = stage?.state === 'disabled' || stage?.state === 'revoked'
  // One that is over stays as it is, unless it is to be told otherwise what replaces it.
  if (isOver && (body.replacement === undefined || stage.replacement === named)) return []
  const retired = withStage(own.body, {
    state: stage?.state === 'revoked' ? 'revoked' : 'disabled',
    from: view.at.toISOString(),
    ...(query.reason === undefined ? {} : { reason: query.reason }),
    ...(named === undefined ? {} : { replacement: named }),
  })
  return [imageWritten(retired)]
}
