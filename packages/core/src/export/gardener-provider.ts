import type { Fault } from '@ingot/contract'
import { architectureOf, type ExportEntry, exportError, regionOf, titleOf } from './export-entry.ts'
import { groupedEntries } from './keyed-entries.ts'
import type { YamlValue } from './yaml-text.ts'

/** How one provider extension of Gardener maps a version to what its cloud boots. */
export interface GardenerProvider {
  /** What Gardener calls the provider, also in the name of its API. */
  readonly type: string
  /** A version without its number, from its entries, of which there is at least one; more where it is told anew for each architecture. */
  versions(entries: readonly ExportEntry[]): {
    versions: Readonly<Record<string, YamlValue>>[]
    faults: Fault[]
  }
}

/** Each from `types_cloudprofile.go` of its extension (gardener-extension-provider-…, API v1alpha1). */
export const gardenerProviders = {
  aws: { type: 'aws', versions: (entries) => regions(entries, 'ami') },
  openstack: { type: 'openstack', versions: (entries) => regions(entries, 'id') },
  azure: { type: 'azure', versions: (entries) => everywhere(entries, azureImage) },
  gcp: {
    type: 'gcp',
    versions: (entries) => everywhere(entries, (reference) => ({ image: gcpImage(reference) })),
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
  const placeOf = (entry: ExportEntry) => JSON.stringify([regionOf(entry), architectureOf(entry)])
  const twice = [...groupedEntries(entries, placeOf).values()].filter((group) => group.length > 1)
  faults.push(...twice.map(([entry]) => several(entry!, `the region ${regionOf(entry!)}`)))
  return { versions: [{ regions: mapped }], faults }
}

/** One reference for all regions, of each architecture. */
function everywhere(
  entries: readonly ExportEntry[],
  imageOf: (reference: string) => Readonly<Record<string, YamlValue>>,
) {
  const faults: Fault[] = []
  const versions = [...groupedEntries(entries, (entry) => architectureOf(entry) ?? '').values()].map(
    (group) => {
      const first = group[0]!
      const references = new Set(group.map(({ artifact }) => artifact.reference))
      if (references.size > 1) faults.push(several(first, 'all regions of this cloud'))
      return { ...imageOf(first.artifact.reference), ...architectureMember(first) }
    },
  )
  return { versions, faults }
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

function architectureMember(entry: ExportEntry): Readonly<Record<string, YamlValue>> {
  const architecture = architectureOf(entry)
  return architecture === undefined
    ? {}
    : { architecture: architecture === 'x86_64' ? 'amd64' : architecture }
}

function several(entry: ExportEntry, where: string): Fault {
  const message = `Gardener takes one image of a version for ${where}, but ${titleOf(entry)} has several; narrow it down with account, region or architecture`
  return exportError('EXPORT_CLASH', message)
}
