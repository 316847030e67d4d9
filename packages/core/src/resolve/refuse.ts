import type { Refusal } from '@ingot/contract'
import { bestArtifacts } from './choose-artifact.ts'
import { dropOf, furthestDrop, type Decision } from './decide.ts'
import { describeImage, describeList } from './describe.ts'
import type { Prepared, PreparedImage } from './prepare.ts'
import { refusal, type RefusalCode } from './refusals.ts'
import type { Context, DropCode } from './rule.ts'
import { decideBetween, describeWanted, nameAll, placesOf } from './rules/artifact-rule.ts'

const codes: Record<DropCode, RefusalCode> = {
  VERSION_MISMATCH: 'VERSION_NOT_FOUND',
  EXCLUDED_FROM_LATEST: 'EXCLUDED_FROM_LATEST',
  IMAGE_PREVIEW: 'IMAGE_PREVIEW',
  IMAGE_DISABLED: 'IMAGE_DISABLED',
  IMAGE_REVOKED: 'IMAGE_REVOKED',
  OS_MISMATCH: 'OS_MISMATCH',
  ARCHITECTURE_MISMATCH: 'ARCHITECTURE_MISMATCH',
  NO_ARTIFACT_HERE: 'NO_ARTIFACT',
  AMBIGUOUS_ARTIFACT: 'AMBIGUOUS_ARTIFACT',
}

/**
 * Puts a decision against all candidates into words. The code is that of the candidate that came furthest. `what` is
 * what was asked for: `image "x"`. Throws `RangeError` for a decision that is no refusal.
 */
export function refuse(prepared: Prepared, context: Context, decision: Decision, what: string): Refusal {
  const { outcome, chosen } = decision
  if (outcome === 'tied' && chosen !== undefined) return refuseTied(chosen, context)
  if (outcome === 'strict' && chosen !== undefined) return refuseStrict(chosen, context, decision)
  const drop = furthestDrop(prepared.images, context)
  if (drop === undefined) throw new RangeError('Cannot refuse: a candidate is left')
  return refusal(codes[drop.code], {
    what,
    version: context.version,
    versions: describeVersions(prepared),
    drops: describeDrops(prepared, context),
    os: context.os ?? 'any operating system',
    architecture: context.architecture ?? 'any architecture',
    location: describeWanted(context),
    places: describePlaces(prepared, context),
  })
}

/** Images with what keeps each from being taken, for a sentence. */
export function describeSkipped(skipped: readonly PreparedImage[]): string {
  const texts = skipped.map((image) => {
    const places = placesOf(image)
    const where = places.length === 0 ? 'has none at all' : `has some in ${describeList(places, 'and')}`
    return `${describeImage(image.reference)} (${where})`
  })
  return describeList(texts, 'and')
}

function refuseTied(chosen: PreparedImage, context: Context): Refusal {
  return refusal('AMBIGUOUS_ARTIFACT', {
    image: describeImage(chosen.reference),
    location: describeWanted(context),
    artifacts: nameAll(bestArtifacts(chosen, context.place, context.architecture)),
    change: decideBetween(chosen, context),
  })
}

function refuseStrict(chosen: PreparedImage, context: Context, decision: Decision): Refusal {
  return refusal('STRICT_NEWER_SKIPPED', {
    image: describeImage(chosen.reference),
    version: chosen.image.version,
    location: describeWanted(context),
    skipped: describeSkipped(decision.skipped),
  })
}

function describeVersions({ images }: Prepared): string {
  return describeList([...new Set(images.map(({ image }) => image.version))], 'and')
}

function describeDrops({ images }: Prepared, context: Context): string {
  const texts: string[] = []
  for (const candidate of images) {
    const drop = dropOf(candidate, context)
    if (drop === undefined || drop.code === 'VERSION_MISMATCH') continue
    const { message } = drop.rule.explain(candidate, context, drop.code)
    texts.push(`${describeImage(candidate.reference)} (${message})`)
  }
  return describeList(texts, 'and')
}

function describePlaces({ images }: Prepared, context: Context): string {
  const left = images.filter((image) => dropOf(image, context)?.code === 'NO_ARTIFACT_HERE')
  const places = [...new Set(left.flatMap(placesOf))].toSorted()
  if (places.length === 0) return 'the image is known, but no artifact of it is'
  return `artifacts exist in ${describeList(places, 'and')}`
}
