import type { GalleryImageVersion } from '@azure/arm-compute'
import type { CloudImage, CloudImageState } from '../cloud-image.ts'
import { galleryIdOf, type GalleryDefinition } from './gallery-definition.ts'
import { fieldOf, momentOf, objectsOf, present, regionName, requiredText, sizeOf, textOf } from './shape.ts'

/** A version in a gallery, with what is looked at of it: a subscription may have many thousands. */
export interface GalleryVersion {
  /** As the cloud spells it. */
  readonly reference: string
  readonly number: string
  readonly definition: GalleryDefinition
  /** Where the version itself is. */
  readonly home: string
  /** All that it is, or is to be, replicated to. */
  readonly regions: readonly string[]
  /** Where it is not to be taken for the latest. */
  readonly excludedFrom: readonly string[]
  readonly provisioning: string
  /** How far it is in each region, where that was asked for. */
  readonly states?: ReadonlyMap<string, CloudImageState>
  readonly created?: string
  readonly ends?: string
  readonly sizeGb?: number
}

/** Gives the same list for the same regions: most versions of a definition are in the same ones. */
type ShareList = (list: readonly string[]) => readonly string[]

/** Makes a `ShareList`. */
export function listSharer(): ShareList {
  const known = new Map<string, readonly string[]>()
  return (list) => {
    const key = list.join()
    const shared = known.get(key) ?? list
    known.set(key, shared)
    return shared
  }
}

/** Reads a version. */
export function readVersion(
  version: GalleryImageVersion,
  definition: GalleryDefinition,
  share: ShareList = (list) => list,
): GalleryVersion {
  const { id, location, provisioningState, publishingProfile: profile } = version
  const { version: number } = galleryIdOf(id)
  const home = regionName(requiredText(location, 'the location of a version'))
  const regions = regionsOf(fieldOf(profile, 'targetRegions'), home)
  const isExcluded = fieldOf(profile, 'excludeFromLatest') === true
  return present({
    reference: requiredText(id, 'the id of a version'),
    number: requiredText(number, 'the number of a version'),
    definition,
    home,
    regions: share(regions.map(({ name }) => name)),
    excludedFrom: share(regions.filter((each) => isExcluded || each.isExcluded).map(({ name }) => name)),
    provisioning: textOf(provisioningState) ?? 'Unknown',
    states: statesOf(version.replicationStatus),
    created: momentOf(fieldOf(profile, 'publishedDate')),
    ends: momentOf(fieldOf(profile, 'endOfLifeDate')),
    sizeGb: sizeOf(fieldOf(fieldOf(version.storageProfile, 'osDiskImage'), 'sizeInGB')),
  })
}

/** The target regions of a version; where there is none, it is where it was made. */
function regionsOf(targets: unknown, home: string): { name: string; isExcluded: boolean }[] {
  const regions = objectsOf(targets).map((target) => ({
    name: regionName(requiredText(target['name'], 'the name of a target region')),
    isExcluded: target['excludeFromLatest'] === true,
  }))
  return regions.length === 0 ? [{ name: home, isExcluded: false }] : regions
}

function statesOf(status: unknown): ReadonlyMap<string, CloudImageState> | undefined {
  const summary = fieldOf(status, 'summary')
  if (!Array.isArray(summary)) return undefined
  return new Map(
    objectsOf(summary).map(({ region, state }) => [
      regionName(requiredText(region, 'the region of a replication status')),
      state === 'Completed' ? 'available' : state === 'Failed' ? 'failed' : 'pending',
    ]),
  )
}

/** Whether what a list tells of a version is enough: all of its regions have it. */
export function isSettled({ provisioning }: GalleryVersion): boolean {
  return provisioning === 'Succeeded'
}

/** Whether a version is in a region, or on its way there, and not on its way out. */
export function isIn(version: GalleryVersion, region: string): boolean {
  return version.provisioning !== 'Deleting' && version.regions.includes(region)
}

/** How far a version is in one of its regions; a list tells nothing of regions while something is under way. */
export function stateIn({ states, provisioning }: GalleryVersion, region: string): CloudImageState {
  const known = states?.get(region)
  if (known !== undefined) return known
  if (states !== undefined) return 'pending'
  if (provisioning === 'Succeeded') return 'available'
  return provisioning === 'Failed' ? 'failed' : 'pending'
}

/** A version as the image that it is in one of its regions. */
export function versionImage(version: GalleryVersion, region: string, subscription: string): CloudImage {
  const { reference, number, definition, created, sizeGb, excludedFrom } = version
  const { id, os, architecture, visibility } = definition
  return present({
    reference,
    name: `${id.definition}/${number}`,
    title: id.definition,
    region,
    owner: id.subscription,
    isOwn: id.subscription.toLowerCase() === subscription.toLowerCase(),
    state: stateIn(version, region),
    os,
    architecture,
    created,
    bytes: sizeGb === undefined ? undefined : sizeGb * 2 ** 30,
    deprecated: earliest(version.ends, definition.ends),
    visibility,
    traits: {
      ...definition.traits,
      ...(sizeGb === undefined ? {} : { 'root-size-gb': String(sizeGb) }),
      ...(excludedFrom.includes(region) ? { 'exclude-from-latest': 'true' } : {}),
    },
  })
}

function earliest(...moments: (string | undefined)[]): string | undefined {
  return moments.filter((moment) => moment !== undefined).toSorted()[0]
}
