import type { Consumer, Image, Location, Lock, ResolveRequest, ScalingOutcome } from '@ingot/contract'
import { withStage } from '../image/lifecycle.ts'
import { artifactFits, describeLocation } from '../image/location.ts'
import type { ImageSource, StoredImage } from '../image/source.ts'
import { locationsOf } from '../resolve/coverage.ts'
import { resolve } from '../resolve/resolve.ts'

/** What is to end, and what of it is known. */
export interface Retirement {
  readonly image: Image
  readonly replacement: Image | undefined
  readonly at: Date
}

/** An image source in which one image is disabled, as it would be after its retirement. */
function withoutImage(source: ImageSource, { image, at }: Pick<Retirement, 'image' | 'at'>): ImageSource {
  const retired = withStage(image, { state: 'disabled', from: at.toISOString() })
  const replaced = new WeakMap<readonly StoredImage[], readonly StoredImage[]>()
  const among = (images: readonly StoredImage[]): readonly StoredImage[] => {
    if (!images.some(({ body }) => isSame(body, image))) return images
    let found = replaced.get(images)
    if (found === undefined) {
      found = images.map((one) => (isSame(one.body, image) ? { ...one, body: retired } : one))
      replaced.set(images, found)
    }
    return found
  }
  return {
    ...source,
    named: (name) => among(source.named(name)),
    labelled: (label) => among(source.labelled(label)),
    withId: (id) => among(source.withId(id)),
    withReference: (reference) => among(source.withReference(reference)),
  }
}

/** What each place gets that asks for the newest of the name, or of the label, where it got this image until now. */
export function locationOutcomes(source: ImageSource, retirement: Retirement): ScalingOutcome[] {
  const { image } = retirement
  const { name, label } = image
  const asked: Pick<ResolveRequest, 'name' | 'label'>[] = [{ name }]
  if (label !== undefined && label !== name) asked.push({ label })
  return asked.flatMap((selection) =>
    locationsOf([image]).flatMap((location) => outcomeOf(source, retirement, selection, location)),
  )
}

function outcomeOf(
  source: ImageSource,
  retirement: Retirement,
  selection: Pick<ResolveRequest, 'name' | 'label'>,
  location: Location,
): ScalingOutcome[] {
  const { image, at } = retirement
  const request: ResolveRequest = { ...selection, ...location, trace: false }
  const now = resolve(source, request, at).image
  if (now === undefined || !isSame(now, image)) return []
  const { refusal, image: next, artifact } = resolve(withoutImage(source, retirement), request, at)
  const name = selection.label === undefined ? image.name : `label "${selection.label}"`
  const base = { what: 'location', name, location } as const
  if (next === undefined) return [{ ...base, outcome: 'fails', message: refusal?.message ?? '' }]
  const message = `It is ${next.name}@${next.version} of "${next.catalog}" then`
  return [{ ...base, outcome: 'moves', message, image: next, ...referenceOf(artifact) }]
}

/** What becomes of those that are on the image: they are pinned to it, so they start nothing more until they are moved. */
export function consumerOutcomes(
  consumers: readonly Consumer[],
  { replacement }: Retirement,
): ScalingOutcome[] {
  return consumers.map((consumer) => {
    const { type, name, provider, region } = consumer
    const location = { provider, region }
    const way =
      replacement === undefined
        ? 'there is no replacement'
        : hasArtifact(replacement, location)
          ? `upgrade or switch it to ${title(replacement)}, which is in ${describeLocation(location)}`
          : `the replacement ${title(replacement)} has no artifact in ${describeLocation(location)}`
    return {
      what: 'consumer',
      name: `${type}/${name}`,
      location,
      outcome: 'fails',
      message: `It is pinned to the image and starts no more nodes from it; ${way}`,
    }
  })
}

/** What becomes of templates that are locked: a lock holds what it pins, so each entry fails until it is made anew. */
export function lockOutcomes(
  locks: readonly { readonly file: string; readonly lock: Lock }[],
  { image, replacement }: Retirement,
): ScalingOutcome[] {
  return locks.flatMap(({ file, lock }) =>
    lock.entries
      .filter((entry) => entry.image !== undefined && isSame(entry.image, image))
      .map((entry): ScalingOutcome => {
        const way =
          replacement !== undefined && hasArtifact(replacement, entry.location)
            ? `make the lock anew: ${title(replacement)} is in ${describeLocation(entry.location)}`
            : 'and nothing replaces it there'
        return {
          what: 'lock',
          name: `${file} ${entry.cluster}/${entry.node}`,
          location: entry.location,
          outcome: 'fails',
          message: `The lock pins the image; ${way}`,
        }
      }),
  )
}

/** The newest other version of the name, as it is resolved where the image is: what replaces it unless somebody says. */
export function naturalReplacement(source: ImageSource, retirement: Omit<Retirement, 'replacement'>) {
  const { image, at } = retirement
  const after = withoutImage(source, retirement)
  for (const location of [...locationsOf([image]), {} as Location]) {
    const { image: next } = resolve(after, { name: image.name, ...location, trace: false }, at)
    if (next !== undefined) return next
  }
  return undefined
}

function hasArtifact({ artifacts }: Image, location: Location): boolean {
  return artifacts.some((artifact) => artifactFits(artifact, location) && artifact.drift?.kind !== 'gone')
}

function isSame(a: Pick<Image, 'id' | 'catalog'>, b: Pick<Image, 'id' | 'catalog'>): boolean {
  return a.id === b.id && a.catalog === b.catalog
}

function referenceOf(artifact: { reference: string } | undefined): { reference?: string } {
  return artifact === undefined ? {} : { reference: artifact.reference }
}

function title({ name, version }: Image): string {
  return `${name}@${version}`
}
