import type { ScanFinding, SeenImage } from '@ingot/contract'
import { toldArchitectures } from '../image/artifact-place.ts'
import { differInBytes } from '../image/digest.ts'
import { imageReference } from '../image/image-reference.ts'
import { stateAt } from '../image/lifecycle.ts'
import { regionKey } from '../image/location.ts'
import { compareVersions } from '../version/compare.ts'
import { parseVersion } from '../version/version.ts'
import { referenceKey } from '../image/reference-key.ts'
import { mayHave, placedReference, registeredArtifacts, type Registered } from './registered.ts'
import { referenceKeys, type SeenAccount } from './seen-account.ts'

const day = 24 * 60 * 60_000

/** What the registry knows, by what an image of a cloud may be recognised. */
export interface KnownImages {
  /** By reference without case. */
  readonly byReference: ReadonlyMap<string, readonly Registered[]>
  /** By the cloud's own name. */
  readonly byName: ReadonlyMap<string, readonly Registered[]>
  /** Placed references of all catalogs: what any of them has is not unnamed. */
  readonly references: ReadonlySet<string>
}

/** Indexes the artifacts of the registry. */
export function knownImages(registered: readonly Registered[], references: ReadonlySet<string>): KnownImages {
  const byReference = new Map<string, Registered[]>()
  const byName = new Map<string, Registered[]>()
  for (const one of registered) {
    add(byReference, one.key, one)
    if (one.artifact.upstream?.name !== undefined) add(byName, one.artifact.upstream.name, one)
  }
  return { byReference, byName, references }
}

/** What an account has and no artifact of that place is: a version in a new region, or an image that nothing names. */
export function unregisteredFindings(account: SeenAccount, known: KnownImages, at: Date): ScanFinding[] {
  const found: Found[] = []
  const told = new Set<string>()
  const namesakeOf = namesakes(account, known, at)
  for (const { region, images } of account.regions) {
    for (const seen of images) {
      // An image without a region is seen in every region, and told once.
      const once = `${referenceKey(seen)} ${seen.region === undefined ? '' : region}`
      if (told.has(once)) continue
      told.add(once)
      const one = unregistered(account, seen, { known, namesakeOf, at })
      if (one !== undefined) found.push(one)
    }
  }
  return oneForEachPlace(account, found, at)
}

interface Found {
  readonly finding: ScanFinding
  readonly seen: SeenImage
  /** Whether the version that it is of is for several kinds of machines. */
  readonly hasSeveral: boolean
}

/**
 * A version takes one image of a region for each kind of machines that it is for: the newest of those that have its name.
 * The others are named by nobody.
 */
function oneForEachPlace(account: SeenAccount, found: readonly Found[], at: Date): ScanFinding[] {
  const placeOf = ({ finding: { image, region }, seen, hasSeveral }: Found) =>
    JSON.stringify([image?.catalog, image?.id, region, ...(hasSeveral ? [seen.architecture] : [])])
  const newest = new Map<string, SeenImage>()
  for (const one of found) {
    if (one.finding.image === undefined) continue
    const known = newest.get(placeOf(one))
    const isNewer = known === undefined || (known.created ?? '') < (one.seen.created ?? '')
    if (isNewer) newest.set(placeOf(one), one.seen)
  }
  return found.flatMap((one) => {
    const { finding, seen } = one
    if (finding.image === undefined || newest.get(placeOf(one)) === seen) return [finding]
    return seen.isOwn ? [unnamed(account, seen, at)] : []
  })
}

function unnamed(account: SeenAccount, seen: SeenImage, at: Date): ScanFinding {
  return { ...baseOf('unnamed', account, seen, at), message: unnamedText(seen, at) }
}

function unregistered(
  account: SeenAccount,
  seen: SeenImage,
  { known, namesakeOf, at }: { known: KnownImages; namesakeOf: NamesakeOf; at: Date },
): Found | undefined {
  const keys = referenceKeys(seen)
  const mine = keys.flatMap((key) => known.byReference.get(key) ?? []).filter((one) => mayHave(account, one))
  if (mine.some((one) => isIn(one, seen.region))) return undefined
  const elsewhere = newestFirst(usable(vacant(mine, account, seen), at))[0] ?? namesakeOf(seen)
  if (elsewhere !== undefined && seen.state === 'available') {
    const hasSeveral = toldArchitectures(elsewhere.image.artifacts).length > 1
    return { finding: newRegion(account, seen, elsewhere), seen, hasSeveral }
  }
  const isNamed = [seen.reference, ...(seen.asked ?? [])].some((reference) =>
    known.references.has(placedReference({ ...account, reference })),
  )
  if (!seen.isOwn || isNamed) return undefined
  return { finding: unnamed(account, seen, at), seen, hasSeveral: false }
}

/** Without the artifacts of versions that have one for the same machines in the place already: that is one enough. */
function vacant(found: readonly Registered[], account: SeenAccount, { region }: SeenImage): Registered[] {
  return found.filter(
    ({ image, artifact }) =>
      !registeredArtifacts([image]).some(
        (one) =>
          mayHave(account, one) &&
          isIn(one, region) &&
          agrees(one.artifact.architecture, artifact.architecture),
      ),
  )
}

type NamesakeOf = (seen: SeenImage) => Registered | undefined

/**
 * Finds the newest version of the same account whose image has the same name in the cloud, and none in the region yet.
 * What has a name is looked through once, however many images have it.
 */
function namesakes(account: SeenAccount, known: KnownImages, at: Date): NamesakeOf {
  const byName = new Map<string, { regions: ReadonlySet<string>; usable: readonly Registered[] }>()
  const ofName = (name: string) => {
    const before = byName.get(name)
    if (before !== undefined) return before
    const places = (known.byName.get(name) ?? []).filter((one) => mayHave(account, one))
    const regions = new Set(places.map(({ place }) => place.region ?? ''))
    const made = { regions, usable: newestFirst(usable(places, at)) }
    byName.set(name, made)
    return made
  }
  return (seen) => {
    if (seen.name === undefined || seen.region === undefined || !seen.isOwn) return undefined
    const { regions, usable: candidates } = ofName(seen.name)
    if (regions.has('') || regions.has(regionKey(seen.region))) return undefined
    return candidates.find((one) => isAlike(one, seen))
  }
}

/** A name alone makes no image the same: what both sides say of it has to agree. */
function isAlike({ image, artifact }: Registered, seen: SeenImage): boolean {
  return (
    !differInBytes(artifact.digest, seen.digest) &&
    agrees(image.os, seen.os) &&
    agrees(artifact.architecture ?? image.architecture, seen.architecture)
  )
}

function agrees(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other
}

/** Nothing starts from a version that is retired, wherever it is. */
function usable(found: readonly Registered[], at: Date): Registered[] {
  return found.filter(({ image }) => !['disabled', 'revoked'].includes(stateAt(image, at)))
}

function isIn({ place }: Registered, region: string | undefined): boolean {
  return place.region === undefined || region === undefined || place.region === regionKey(region)
}

function newestFirst(found: readonly Registered[]): Registered[] {
  return found.toSorted((a, b) => {
    const [left, right] = [parseVersion(a.image.version), parseVersion(b.image.version)]
    if (left === undefined || right === undefined)
      return Number(right !== undefined) - Number(left !== undefined)
    return compareVersions(right, left) || (a.image.id < b.image.id ? 1 : -1)
  })
}

function newRegion(account: SeenAccount, seen: SeenImage, { image }: Registered): ScanFinding {
  return {
    ...baseOf('new-region', account, seen),
    image: imageReference(image),
    message: `${image.name}@${image.version} is in ${seen.region} too, where the registry has no artifact of it`,
  }
}

function baseOf(
  kind: ScanFinding['kind'],
  { account, provider }: SeenAccount,
  seen: SeenImage,
  at?: Date,
): Omit<ScanFinding, 'message'> {
  const { region, reference, name, created, bytes } = seen
  const age = at === undefined ? undefined : ageOf(created, at)
  return {
    kind,
    account,
    provider,
    ...(region === undefined ? {} : { region }),
    reference,
    ...(name === undefined ? {} : { name }),
    ...(created === undefined ? {} : { created }),
    ...(age === undefined ? {} : { ageDays: age }),
    ...(bytes === undefined ? {} : { bytes }),
  }
}

function ageOf(created: string | undefined, at: Date): number | undefined {
  if (created === undefined) return undefined
  return Math.max(0, Math.floor((at.getTime() - Date.parse(created)) / day))
}

function unnamedText({ name, created, state, fault }: SeenImage, at: Date): string {
  const called = name === undefined ? 'It' : `"${name}"`
  const age = ageOf(created, at)
  const usable = state === 'available' ? '' : `, and ${state}${fault === undefined ? '' : `: ${fault}`}`
  return `${called} is in the cloud, but nothing names it${age === undefined ? '' : `; it is ${age} days old`}${usable}`
}

function add(index: Map<string, Registered[]>, key: string, one: Registered): void {
  const found = index.get(key)
  if (found === undefined) index.set(key, [one])
  else found.push(one)
}
