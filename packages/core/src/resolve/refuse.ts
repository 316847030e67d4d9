import type { Refusal } from '@ingot/contract'
import { bestArtifacts } from './choose-artifact.ts'
import { dropOf, furthestDrop, type Decision } from './decide.ts'
import { describeImage, describeList } from './describe.ts'
import type { Prepared, PreparedImage } from './prepare.ts'
import { refusal, type RefusalCode } from './refusals.ts'
import type { Context, DropCode } from './rule.ts'
import { decideBetween, describeWanted, nameAll, placesOf, skippedHere } from './rules/artifact-rule.ts'
import { replacementOf } from './rules/lifecycle-rule.ts'

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
  const code = codes[drop.code]
  return refusal(code, {
    what: describeScope(what, context, code),
    version: context.version,
    versions: describeVersions(prepared),
    drops: code === 'NO_ARTIFACT' ? describeOthers(prepared, context) : describeDrops(prepared, context),
    os: context.os ?? 'any operating system',
    architecture: context.architecture ?? 'any architecture',
    location: describeWanted(context),
    places: describePlaces(prepared, context),
    change: code === 'NO_ARTIFACT' ? describeRemedy(prepared, drop.candidate, context) : '',
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

/** What a refusal is about: the versions that were asked for, not those beside them. */
function describeScope(what: string, { version, range }: Context, code: RefusalCode): string {
  if (code === 'VERSION_NOT_FOUND') return what
  return range.kind === 'any' ? `version of ${what}` : `version of ${what} that matches "${version}"`
}

function describeVersions({ images }: Prepared): string {
  const versions = [...new Set(images.map(({ image }) => image.version))]
  return versions.length === 1 ? `there is only ${versions[0]}` : `there are ${describeList(versions, 'and')}`
}

function describeDrops({ images }: Prepared, context: Context): string {
  return describeList(dropTexts(images, context), 'and')
}

/** The versions asked for that something else than a missing artifact keeps out: they may well have one, or had. */
function describeOthers({ images }: Prepared, context: Context): string {
  const others = images.filter(
    (image) =>
      dropOf(image, context)?.code !== 'NO_ARTIFACT_HERE' || skippedHere(image, context) !== undefined,
  )
  const texts = dropTexts(others, context)
  return texts.length === 0 ? '' : `; left out: ${describeList(texts, 'and')}`
}

function dropTexts(images: readonly PreparedImage[], context: Context): string[] {
  const texts: string[] = []
  for (const candidate of images) {
    const drop = dropOf(candidate, context)
    if (drop === undefined || drop.code === 'VERSION_MISMATCH') continue
    const { message } = drop.rule.explain(candidate, context, drop.code)
    texts.push(`${describeImage(candidate.reference)} (${message[0]!.toLowerCase()}${message.slice(1)})`)
  }
  return texts
}

function describePlaces(prepared: Prepared, context: Context): string {
  const places = placesLeft(prepared, context)
  if (places.length === 0) return 'the image is known, but no artifact of it is'
  return `artifacts exist in ${describeList(places, 'and')}`
}

/** What to do about a missing artifact; a default catalog takes none, but one's own catalog may have the name too. */
function describeRemedy(prepared: Prepared, candidate: PreparedImage, context: Context): string {
  const replacement = replacementOf(candidate, context.at)
  const hasPlaces = placesLeft(prepared, context).length > 0
  const change = hasPlaces
    ? 'Add an artifact for that place, or start where there is one'
    : 'Add a version of it that has an artifact for that place to a catalog of your own'
  return replacement === undefined ? change : `Use "${replacement}" instead. ${change}`
}

function placesLeft({ images }: Prepared, context: Context): string[] {
  const left = images.filter((image) => dropOf(image, context)?.code === 'NO_ARTIFACT_HERE')
  return [...new Set(left.flatMap(placesOf))].toSorted()
}
