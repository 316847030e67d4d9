import type { Artifact, Derivation, Fault, Image, RegionCover } from '@ingot/contract'
import { describeDifference, differences } from '../../log/differences.ts'
import { versionKey } from '../../version/compare.ts'
import { parseVersion, versionLimit } from '../../version/version.ts'
import { imageType } from '../cloudbreak/image-facts.ts'
import { derivationFaults } from './derivation-faults.ts'
import type { DerivationContext, DerivationRequest } from './derivation-request.ts'
import { derivationTarget, isSameId, type DerivationTarget } from './derivation-target.ts'
import { anyRegion, artifactName, firstProvider, regionKey } from './region.ts'
import { regionCover } from './region-cover.ts'

/** What would become of an image that is to inherit. */
export interface PlannedDerivation {
  /** The image as it is to be stored; the very one that is stored where nothing changes. */
  readonly image: Image
  readonly change: 'created' | 'changed' | 'unchanged'
  /** What changes, a line each. */
  readonly differences: string[]
  readonly regions: RegionCover
  /** All that is wrong; with an error among them the image must not be stored. */
  readonly faults: Fault[]
  /** Another image of the catalog that stands in the way, as a sentence. */
  readonly conflict?: string
}

/**
 * Plans the putting of an image that inherits into a custom catalog, or the change of the one that is there: asked
 * twice, the second changes nothing. The references that are given are all that it will have of its own. A base URL
 * and `inheritRegions` that are not given stay as they are; an empty base URL goes. The id and the moment of creation
 * stay, so that a new reference is a new revision of the same image. (Cloudbreak, CustomImageCatalogService)
 */
export function planDerivation(request: DerivationRequest, context: DerivationContext): PlannedDerivation {
  const target = derivationTarget(request, context)
  const { existing, conflict } = target
  const wanted = derivedImage(request, context, target)
  const lines = existing === undefined ? [] : differences(existing, wanted).map(describeDifference)
  const change = existing === undefined ? 'created' : lines.length === 0 ? 'unchanged' : 'changed'
  const image = change === 'unchanged' && existing !== undefined ? existing : wanted
  return {
    image,
    change,
    differences: lines,
    regions: regionCover(image, context.source),
    faults: derivationFaults(request, context.source, existing),
    ...(conflict === undefined ? {} : { conflict }),
  }
}

function derivedImage(
  request: DerivationRequest,
  context: DerivationContext,
  { id, existing }: DerivationTarget,
): Image {
  const { source, catalog } = context
  const isSameSource = existing?.derived !== undefined && isSameId(existing.derived.source.id, source.id)
  const own: Image = existing ?? { id, catalog, name: '', version: '', traits: {}, artifacts: [], stages: [] }
  return {
    ...own,
    ...(isSameSource ? {} : { name: source.name, version: freeVersion(context, id) }),
    artifacts: ownReferences(request, source),
    derived: derivation(request, context, existing?.derived),
  }
}

function derivation(
  { baseParcelUrl, inheritRegions }: DerivationRequest,
  { source, at }: DerivationContext,
  before: Derivation | undefined,
): Derivation {
  const base = baseParcelUrl ?? before?.baseParcelUrl ?? ''
  const inherits = inheritRegions ?? before?.inheritRegions ?? false
  return {
    source: { catalog: source.catalog, id: source.id },
    type: imageType(source),
    ...(base === '' ? {} : { baseParcelUrl: base }),
    ...(inherits ? { inheritRegions: true } : {}),
    created: before?.created ?? at.toISOString(),
  }
}

function ownReferences({ vmImages }: DerivationRequest, source: Image): Artifact[] {
  const provider = firstProvider(source) ?? ''
  return vmImages.map(({ region, reference }) => {
    const place = regionKey(region) === anyRegion ? undefined : region
    const name = artifactName(provider, place, false)
    return { name, provider, ...(place === undefined ? {} : { region: place }), reference }
  })
}

/** The version of the source, with the beginning of the id where another image of the catalog is this version. */
function freeVersion({ source, present }: DerivationContext, id: string): string {
  const isNamed = (image: Image) => image.name.toLowerCase() === source.name.toLowerCase()
  const taken = new Set(
    present.filter((image) => isNamed(image) && !isSameId(image.id, id)).map(({ version }) => keyOf(version)),
  )
  const choices = [
    source.version,
    ...[8, id.length].map((length) => withSuffix(source.version, id.slice(0, length))),
  ]
  return choices.find((version) => !taken.has(keyOf(version))) ?? source.version
}

function withSuffix(version: string, suffix: string): string {
  const room = versionLimit - suffix.length - 1
  return `${version.slice(0, room).replace(/[^A-Za-z0-9]+$/, '')}-${suffix}`
}

function keyOf(text: string): string {
  const version = parseVersion(text)
  return version === undefined ? text : versionKey(version)
}
