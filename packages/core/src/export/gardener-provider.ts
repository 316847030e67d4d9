import type { Fault } from '@ingot/contract'
import { type ExportEntry, exportError, regionOf, titleOf } from './export-entry.ts'
import type { YamlValue } from './yaml-text.ts'

/** How one provider extension of Gardener maps a version to what its cloud boots. */
export interface GardenerProvider {
  /** What Gardener calls the provider, also in the name of its API. */
  readonly type: string
  /** The members of a version beside its number, from its entries, of which there is at least one. */
  version(entries: readonly ExportEntry[]): { version: Readonly<Record<string, YamlValue>>; faults: Fault[] }
}

/** Each from `types_cloudprofile.go` of its extension (gardener-extension-provider-…, API v1alpha1). */
export const gardenerProviders = {
  aws: { type: 'aws', version: (entries) => regions(entries, 'ami') },
  openstack: { type: 'openstack', version: (entries) => regions(entries, 'id') },
  azure: { type: 'azure', version: (entries) => everywhere(entries, azureImage) },
  gcp: {
    type: 'gcp',
    version: (entries) => everywhere(entries, (reference) => ({ image: gcpImage(reference) })),
  },
} satisfies Record<string, GardenerProvider>

/** A reference for each region. */
function regions(entries: readonly ExportEntry[], member: 'ami' | 'id') {
  const faults = entries
    .filter(({ location }) => location.region === undefined)
    .map((entry) =>
      exportError(
        'REGION_NEEDED',
        `Gardener takes an image of each region, but ${entry.artifact.reference} of ${titleOf(entry)} names none; say for which with a region`,
      ),
    )
  const mapped = entries.map((entry) => ({
    name: regionOf(entry),
    [member]: entry.artifact.reference,
    ...architectureMember(entry),
  }))
  const twice = mapped.filter(({ name }, index) => mapped.findIndex((other) => other.name === name) !== index)
  faults.push(...twice.map(({ name }) => several(entries[0]!, `the region ${name}`)))
  return { version: { regions: mapped }, faults }
}

/** One reference for all regions. */
function everywhere(
  entries: readonly ExportEntry[],
  imageOf: (reference: string) => Readonly<Record<string, YamlValue>>,
) {
  const references = new Set(entries.map(({ artifact }) => artifact.reference))
  const first = entries[0]!
  const faults = references.size > 1 ? [several(first, 'all regions of this cloud')] : []
  return { version: { ...imageOf(first.artifact.reference), ...architectureMember(first) }, faults }
}

/** URN, the two kinds of galleries of others, or an id of a gallery of one's own. */
function azureImage(reference: string): Readonly<Record<string, YamlValue>> {
  if (/^\/communitygalleries\//i.test(reference)) return { communityGalleryImageID: reference }
  if (/^\/sharedgalleries\//i.test(reference)) return { sharedGalleryImageID: reference }
  return reference.startsWith('/') ? { id: reference } : { urn: reference }
}

/** The path of an image from its project on. */
function gcpImage(reference: string): string {
  return reference.replace(/^https:\/\/[^/]+\/compute\/[^/]+\//, '')
}

function architectureMember({ image, artifact }: ExportEntry): Readonly<Record<string, YamlValue>> {
  const architecture = artifact.architecture ?? image.architecture
  return architecture === undefined
    ? {}
    : { architecture: architecture === 'x86_64' ? 'amd64' : architecture }
}

function several(entry: ExportEntry, where: string): Fault {
  const message = `Gardener takes one image of a version for ${where}, but ${titleOf(entry)} has several; narrow it down with account, region or architecture`
  return exportError('EXPORT_CLASH', message)
}
