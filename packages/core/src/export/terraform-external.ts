import {
  architectureOf,
  exportError,
  type ExportEntry,
  type ExportInput,
  type ExportOutput,
  jsonText,
  placeTextOf,
  titleOf,
} from './export-entry.ts'

/**
 * What a program answers to the `external` data source of Terraform: one JSON object whose values are all strings
 * (hashicorp/external, data source `external`, External Program Protocol). One image at one place.
 */
export function emitTerraformExternal({ entries, revision, at }: ExportInput): ExportOutput {
  const [entry, ...others] = entries
  if (entry === undefined || others.length > 0) return { files: [], faults: [severalPlaces(entries)] }
  const text = jsonText({ ...factsOf(entry), revision: String(revision), at })
  return { files: [{ name: 'result.json', text }], faults: [] }
}

/** Every member is always there, so that a configuration can name it; what is not known is empty. */
function factsOf(entry: ExportEntry): Record<string, string> {
  const { image, artifact, location, state } = entry
  return {
    reference: artifact.reference,
    name: image.name,
    version: image.version,
    id: image.id,
    catalog: image.catalog,
    label: image.label ?? '',
    state,
    os: image.os ?? '',
    architecture: architectureOf(entry) ?? '',
    provider: location.provider ?? artifact.provider,
    account: location.account ?? '',
    region: location.region ?? '',
    digest: artifact.digest ?? '',
  }
}

function severalPlaces(entries: readonly ExportEntry[]) {
  const shown = entries.slice(0, 5).map((entry) => `${titleOf(entry)} in ${placeTextOf(entry)}`)
  const more = entries.length > shown.length ? ` and ${entries.length - shown.length} more` : ''
  return exportError(
    'ONE_PLACE_ONLY',
    `The external data source takes one image at one place, but these are ${entries.length}: ${shown.join(', ')}${more}; say which with provider, account, region and architecture`,
  )
}
