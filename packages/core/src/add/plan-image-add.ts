import type { Fault, FoundArtifact, Image, ImageAddRequest, ImageAddRow } from '@ingot/contract'
import { toldArchitectures } from '../image/artifact-place.ts'
import { isSameJson } from '../log/is-same-json.ts'
import { addedVersion, type AddedVersion } from './added-version.ts'
import { agreedFacts, withArtifactTraits, type AgreedFacts } from './agreed-facts.ts'
import { chooseFound } from './found-places.ts'
import { mergeArtifacts } from './merge-artifacts.ts'

/** What an add is decided on: what is stored, and the ids that a new image gets. */
export interface ImageAddSite {
  readonly catalog: string
  /** The images of a name in the catalog, compared without case. */
  readonly named: (name: string) => readonly Image[]
  readonly idFor: (name: string, version: string) => string
  readonly at: Date
}

/** What an add comes to: the image as it is to be stored, or the faults that it is refused for. */
export interface ImageAddPlan {
  readonly image: Image
  readonly before: Image | undefined
  readonly rows: readonly ImageAddRow[]
  readonly faults: readonly Fault[]
}

/**
 * Plans one image version from what was found: its artifacts join those that the version has; a new reference for a place
 * that has one replaces it. Every fault is told; with any, nothing may be stored.
 */
export function planImageAdd(
  request: ImageAddRequest,
  found: readonly FoundArtifact[],
  site: ImageAddSite,
): ImageAddPlan {
  const { chosen, faults } = chooseFound(found, {
    texts: request.images,
    ...(request.architecture === undefined ? {} : { architecture: request.architecture }),
    ...(request.newest === undefined ? {} : { newest: request.newest }),
  })
  const named = addedName(request, chosen)
  const version = addedVersion(site.named(named.name), request, site.at)
  const agreed = agreedFacts(chosen, knownFacts(request, version))
  const { artifacts, rows } = mergeArtifacts(version.before?.artifacts ?? [], chosen)
  const image = imageOf(request, named.name, version, { artifacts, facts: agreed.facts, site })
  return {
    image,
    before: version.before,
    rows,
    faults: [
      ...faults,
      ...named.faults,
      ...version.faults,
      ...agreed.faults,
      ...kindFaults(version.before),
      ...flagFaults(request, version.before),
      ...existingFaults(request, version, image),
    ],
  }
}

function addedName(
  request: ImageAddRequest,
  chosen: readonly FoundArtifact[],
): { name: string; faults: Fault[] } {
  if (request.name !== undefined) return { name: request.name.trim(), faults: [] }
  const names = [...new Set(chosen.flatMap(({ title, name }) => title ?? name ?? []))]
  const [name = request.images[0]!] = names
  if (names.length < 2) return { name, faults: [] }
  const message = `The images have ${names.length} names (${names.join(', ')}); say with --name what to call the image`
  return { name, faults: [{ severity: 'error', code: 'NAME_NEEDED', message }] }
}

function knownFacts(request: ImageAddRequest, { before }: AddedVersion): AgreedFacts {
  const os = before?.os ?? request.os
  const architecture = before?.architecture ?? request.architecture
  return { ...(os === undefined ? {} : { os }), ...(architecture === undefined ? {} : { architecture }) }
}

function imageOf(
  request: ImageAddRequest,
  name: string,
  { version, before, latest }: AddedVersion,
  made: { artifacts: Image['artifacts']; facts: AgreedFacts; site: ImageAddSite },
): Image {
  const { artifacts, facts, site } = made
  const attributes = { ...before?.attributes, ...jetpackAttributes(request) }
  const base: Image = before ?? {
    id: site.idFor(name, version),
    catalog: site.catalog,
    name,
    version,
    traits: {},
    artifacts: [],
    stages: [],
  }
  // A label goes on to the next version: whoever asks by it means the newest.
  const label = request.label ?? base.label ?? latest?.label ?? name
  // A version of several architectures tells them with its artifacts.
  const { architecture, ...others } = facts
  const isOne = toldArchitectures(artifacts).length < 2
  return {
    ...base,
    label,
    ...others,
    ...(isOne && architecture !== undefined ? { architecture } : {}),
    traits: withArtifactTraits(base.traits, artifacts),
    artifacts,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  }
}

/** What CycleCloud keeps on the package of an image, as its records write it (cyclecloud dossier, section 2.1). */
function jetpackAttributes(request: ImageAddRequest): Record<string, string> {
  const { jetpackVersion, jetpackPlatform, installJetpack } = request
  return {
    ...(jetpackVersion === undefined ? {} : { JetpackVersion: JSON.stringify(jetpackVersion) }),
    ...(jetpackPlatform === undefined ? {} : { JetpackPlatform: JSON.stringify(jetpackPlatform) }),
    ...(installJetpack === undefined ? {} : { InstallJetpack: String(installJetpack) }),
  }
}

/** A version is of one system and one architecture: what joins it cannot make it another. */
function flagFaults({ os, architecture }: ImageAddRequest, before: Image | undefined): Fault[] {
  if (before === undefined) return []
  const { name, version } = before
  const fault = (code: string, flag: string, has: string, wanted: string): Fault => ({
    severity: 'error',
    code,
    message: `${name}@${version} is for ${has}, but ${flag} says ${wanted}; make a new version with --bump-version, or another image with --name`,
  })
  return [
    ...(os === undefined || before.os === undefined || before.os === os
      ? []
      : [fault('OS_MISMATCH', '--os', before.os, os)]),
    ...(architecture === undefined ||
    before.architecture === undefined ||
    before.architecture === architecture
      ? []
      : [fault('ARCHITECTURE_MISMATCH', '--arch', before.architecture, architecture)]),
  ]
}

/** Artifacts of some images come from elsewhere than accounts. */
function kindFaults(before: Image | undefined): Fault[] {
  if (before === undefined) return []
  const { name, version } = before
  const what =
    before.derived !== undefined
      ? 'derives from another image; change it with "ingot image derive"'
      : before.runtime !== undefined
        ? 'is a runtime; add another with "ingot runtime add"'
        : undefined
  if (what === undefined) return []
  return [{ severity: 'error', code: 'NO_PLAIN_IMAGE', message: `${name}@${version} ${what}` }]
}

/** A version that is named outright is a new one, unless it is exactly what is stored. */
function existingFaults(
  { packageVersion, force }: ImageAddRequest,
  { version, before }: AddedVersion,
  image: Image,
): Fault[] {
  if (packageVersion === undefined || before === undefined || force === true) return []
  if (isSameJson(before, image)) return []
  const message = `${image.name}@${version} exists already and is another; give --force to change it, --bump-version for a new one, or neither to join the latest`
  return [{ severity: 'error', code: 'VERSION_EXISTS', message }]
}
