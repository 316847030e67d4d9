import type { Architecture, Artifact, DriftPolicy, Image, ImageReference } from '@ingot/contract'
import { imageReference } from '../image/image-reference.ts'
import { normalizeLocation, type Place } from '../image/location.ts'
import type { StoredImage } from '../image/source.ts'
import { compareVersions } from '../version/compare.ts'
import { parseVersion, type Version } from '../version/version.ts'
import { defaultDriftPolicy, isSamePolicy, isSkipped } from './drift.ts'

/** An artifact with all that a resolution compares worked out. */
export interface PreparedArtifact {
  readonly artifact: Artifact
  readonly place: Place
  /** Its own architecture, else that of its image; `undefined` fits any. */
  readonly architecture: Architecture | undefined
  /** Passed over for what its cloud says of it. */
  readonly isSkipped: boolean
}

/** An image with all that a resolution compares worked out. */
export interface PreparedImage {
  readonly image: Image
  readonly reference: ImageReference
  /** `undefined` where the text is no version; such an image comes after all of its catalog that have one. */
  readonly version: Version | undefined
  /** The place of its catalog in the search order, from 0. */
  readonly position: number
  /** When each stage begins, in ms since the epoch. */
  readonly stageTimes: readonly number[]
  /** In the order of their names. */
  readonly artifacts: readonly PreparedArtifact[]
  /** By the region that they name: those that name it or leave it open. Under `undefined`, those that leave it open. */
  readonly byRegion: ReadonlyMap<string | undefined, readonly PreparedArtifact[]>
}

/** The candidates among some images, in order of preference. */
export interface Prepared {
  readonly images: readonly PreparedImage[]
  /** Distinct names among the candidates, without case, as the first of each writes it. */
  readonly names: readonly string[]
  /** Catalogs that hold such images but are not searched. */
  readonly unsearched: readonly string[]
}

interface Memo {
  readonly catalogs: readonly string[]
  readonly policy: DriftPolicy
  readonly prepared: Prepared
}

const memos = new WeakMap<readonly StoredImage[], Memo>()

/**
 * The candidates among `stored`, ordered by catalog, then version (newest first), then id. Worked out once for each
 * array and order of catalogs: a source keeps its arrays as long as their images stay the same.
 */
export function prepare(
  stored: readonly StoredImage[],
  catalogs: readonly string[],
  policy: DriftPolicy = defaultDriftPolicy,
): Prepared {
  const memo = memos.get(stored)
  if (memo !== undefined && isSamePolicy(memo.policy, policy) && sameList(memo.catalogs, catalogs))
    return memo.prepared
  const prepared = prepareAll(stored, catalogs, policy)
  memos.set(stored, { catalogs: [...catalogs], policy, prepared })
  return prepared
}

/** Makes one image ready; `position` is the place of its catalog in the search order. */
export function prepareImage(
  image: Image,
  position: number,
  policy: DriftPolicy = defaultDriftPolicy,
): PreparedImage {
  const artifacts = image.artifacts.toSorted(compareArtifacts).map((artifact) => ({
    artifact,
    place: normalizeLocation(artifact),
    architecture: artifact.architecture ?? image.architecture,
    isSkipped: isSkipped(artifact, policy),
  }))
  return {
    image,
    reference: imageReference(image),
    version: parseVersion(image.version),
    position,
    stageTimes: image.stages.map((stage) => Date.parse(stage.from)),
    artifacts,
    byRegion: groupByRegion(artifacts),
  }
}

/** The artifacts that a region does not rule out; all of them where no region is asked for. */
export function artifactsIn(image: PreparedImage, region: string | undefined): readonly PreparedArtifact[] {
  if (region === undefined) return image.artifacts
  return image.byRegion.get(region) ?? image.byRegion.get(undefined) ?? none
}

const none: readonly PreparedArtifact[] = []

function groupByRegion(artifacts: readonly PreparedArtifact[]): PreparedImage['byRegion'] {
  const regions = new Set(artifacts.map(({ place }) => place.region))
  const isOpenOnly = regions.size === 1 && regions.has(undefined)
  if (isOpenOnly) return new Map([[undefined, artifacts]])
  const groups = new Map<string | undefined, PreparedArtifact[]>([...regions].map((region) => [region, []]))
  for (const artifact of artifacts) {
    const { region } = artifact.place
    if (region === undefined) for (const group of groups.values()) group.push(artifact)
    else groups.get(region)!.push(artifact)
  }
  return groups
}

/** Orders candidates: the earlier catalog, the newer version, then id (the tie-break that always decides). */
export function comparePrepared(a: PreparedImage, b: PreparedImage): number {
  return a.position - b.position || compareVersion(b, a) || compareTexts(a.image.id, b.image.id)
}

/** Orders the versions of two images; what is no version comes before all that are, by code unit. */
export function compareVersion(a: PreparedImage, b: PreparedImage): number {
  if (a.version !== undefined && b.version !== undefined) return compareVersions(a.version, b.version)
  if (a.version !== undefined) return 1
  if (b.version !== undefined) return -1
  return compareTexts(a.image.version, b.image.version)
}

function prepareAll(
  stored: readonly StoredImage[],
  catalogs: readonly string[],
  policy: DriftPolicy,
): Prepared {
  const positions = new Map(catalogs.map((catalog, index) => [catalog, index]))
  const images: PreparedImage[] = []
  const unsearched = new Set<string>()
  for (const { body } of stored) {
    const position = positions.get(body.catalog)
    if (position === undefined) unsearched.add(body.catalog)
    else images.push(prepareImage(body, position, policy))
  }
  images.sort(comparePrepared)
  return { images, names: distinctNames(images), unsearched: [...unsearched].toSorted() }
}

function distinctNames(images: readonly PreparedImage[]): string[] {
  const names = new Map<string, string>()
  for (const { image } of images) {
    const key = image.name.toLowerCase()
    if (!names.has(key)) names.set(key, image.name)
  }
  return [...names.values()].toSorted()
}

function compareArtifacts(a: Artifact, b: Artifact): number {
  return compareTexts(a.name, b.name) || compareTexts(a.reference, b.reference)
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((one, index) => one === b[index]))
}
