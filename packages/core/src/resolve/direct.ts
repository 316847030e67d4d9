import type { Answer, Refusal, ResolveRequest, Selection, Warning } from '@ingot/contract'
import { artifactFits, describeLocation } from '../image/location.ts'
import type { ImageSource } from '../image/source.ts'
import { parseVersionRange } from '../version/range.ts'
import { answerLocation, contextOf, type Surroundings } from './context.ts'
import { describeImage, describeList } from './describe.ts'
import { driftWarnings } from './drift.ts'
import { comparePrepared, prepareImage, type PreparedArtifact, type PreparedImage } from './prepare.ts'
import { refusal } from './refusals.ts'
import type { Context } from './rule.ts'
import { architectureRule } from './rules/architecture-rule.ts'
import { describeStage, lifecycleRule, stateOf } from './rules/lifecycle-rule.ts'
import { osRule } from './rules/os-rule.ts'
import { traceDirect } from './trace-direct.ts'
import { lifecycleWarnings } from './warn.ts'
import { warning } from './warnings.ts'

/** A provider's own reference to be started from, and how it was named. */
export interface DirectRequest extends Surroundings {
  /** The attribute or flag that named it, for the answer. */
  attribute: string
  reference: string
  by: Selection['by']
  trace?: ResolveRequest['trace']
}

const anyVersion = parseVersionRange('')!

/**
 * How a name that no image has is to be read: a Marketplace URN (publisher:offer:sku:version), an Azure resource id,
 * or neither (`undefined`). CycleCloud docs, Images: `ImageName` takes all three.
 */
export function directKind(name: string): 'urn' | 'resource-id' | undefined {
  if (/^\/subscriptions\//i.test(name)) return 'resource-id'
  const parts = name.split(':')
  return parts.length === 4 && parts.every((part) => /^[^\s/]+$/.test(part)) ? 'urn' : undefined
}

/**
 * The answer for a provider's own reference: `direct`, with the image that the catalogs know it by, if any. Refused
 * when each image that has it is disabled or revoked.
 */
export function resolveDirect(source: ImageSource, request: DirectRequest, at: Date): Answer {
  const { attribute, reference, by } = request
  const known = knownImages(source, reference)
  const context = contextOf(request, anyVersion, known, true, at)
  const chosen = known.find((image) => lifecycleRule.drop(image, context) === undefined)
  const { status, ...outcome } = outcomeOf(known, chosen, reference, context)
  return {
    status,
    select: { attribute, value: reference, by },
    location: answerLocation(request, context),
    ...outcome,
    ...(request.trace === false
      ? {}
      : { trace: traceDirect(reference, source.catalogs, known, chosen, context) }),
  }
}

function outcomeOf(
  known: readonly PreparedImage[],
  chosen: PreparedImage | undefined,
  reference: string,
  context: Context,
): Pick<Answer, 'status' | 'image' | 'artifact' | 'refusal' | 'warnings'> {
  if (chosen !== undefined) {
    const prepared = artifactOf(chosen, reference, context)
    const warnings = directWarnings(known, chosen, prepared, reference, context)
    const artifact = describeArtifact(prepared, reference)
    return { status: 'direct', image: chosen.reference, artifact, warnings }
  }
  if (known.length > 0) {
    return { status: 'unresolved', refusal: refuseDirect(known, context, reference), warnings: [] }
  }
  const warnings = [warning('REFERENCE_UNKNOWN', { reference })]
  return { status: 'direct', artifact: { reference }, warnings }
}

/** The images that have an artifact with this reference: those of searched catalogs first, in their order. */
function knownImages(source: ImageSource, reference: string): PreparedImage[] {
  const positions = new Map(source.catalogs.map((catalog, index) => [catalog, index]))
  return source
    .withReference(reference)
    .map(({ body }) =>
      prepareImage(body, positions.get(body.catalog) ?? source.catalogs.length, source.driftPolicy),
    )
    .toSorted(comparePrepared)
}

/** The artifact of an image that has this reference, if possible one for the place. */
function artifactOf(image: PreparedImage, reference: string, context: Context): PreparedArtifact | undefined {
  const wanted = reference.toLowerCase()
  const found = image.artifacts.filter(({ artifact }) => artifact.reference.toLowerCase() === wanted)
  return found.find(({ place }) => artifactFits(place, context.place)) ?? found[0]
}

function describeArtifact(
  prepared: PreparedArtifact | undefined,
  reference: string,
): NonNullable<Answer['artifact']> {
  if (prepared === undefined) return { reference }
  const { name, digest } = prepared.artifact
  return digest === undefined ? { name, reference } : { name, reference, digest }
}

function refuseDirect(known: readonly PreparedImage[], context: Context, reference: string): Refusal {
  const first = known[0]!
  const code = stateOf(first, context.at) === 'disabled' ? 'IMAGE_DISABLED' : 'IMAGE_REVOKED'
  const drops = known.map(
    (image) => `${describeImage(image.reference)} (${describeStage(image, context.at, 'it')})`,
  )
  return refusal(code, { what: `image with the reference "${reference}"`, drops: describeList(drops, 'and') })
}

function directWarnings(
  known: readonly PreparedImage[],
  chosen: PreparedImage,
  artifact: PreparedArtifact | undefined,
  reference: string,
  context: Context,
): Warning[] {
  const found = lifecycleWarnings(chosen, context.at)
  for (const image of known) {
    const state = stateOf(image, context.at)
    if (state !== 'disabled' && state !== 'revoked') continue
    const code = state === 'disabled' ? 'IMAGE_DISABLED' : 'IMAGE_REVOKED'
    found.push(
      warning(code, {
        image: describeImage(image.reference),
        stage: describeStage(image, context.at, 'which'),
      }),
    )
  }
  for (const rule of [osRule, architectureRule]) {
    const code = rule.drop(chosen, context)
    if (code !== 'OS_MISMATCH' && code !== 'ARCHITECTURE_MISMATCH') continue
    const { message } = rule.explain(chosen, context, code)
    found.push(warning(code, { image: describeImage(chosen.reference), message }))
  }
  found.push(...driftWarnings(chosen, artifact))
  if (artifact !== undefined && !artifactFits(artifact.place, context.place)) {
    const values = {
      reference,
      places: describeLocation(artifact.place),
      location: describeLocation(context.place),
    }
    found.push(warning('LOCATION_MISMATCH', values))
  }
  return found
}
