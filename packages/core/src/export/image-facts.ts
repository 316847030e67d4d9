import type { ExportInput } from './export-entry.ts'
import { groupedEntries } from './keyed-entries.ts'
import type { YamlValue } from './yaml-text.ts'

/** What is known of the images of an export, each once, with where it is: for programs that read it on a machine. */
export function imageFacts({ entries, revision, at }: ExportInput) {
  const images = [
    ...groupedEntries(entries, ({ image }) => JSON.stringify([image.catalog, image.id])).values(),
  ]
  return {
    revision,
    at,
    images: images.map((group) => {
      const { image, state } = group[0]!
      const { id, name, version, catalog, label, os, architecture, traits } = image
      return {
        id,
        name,
        version,
        catalog,
        label,
        state,
        os,
        architecture,
        traits,
        artifacts: group.map(({ artifact, location }) => ({
          ...location,
          reference: artifact.reference,
          digest: artifact.digest,
          architecture: artifact.architecture,
        })),
      }
    }),
  } satisfies Record<string, YamlValue | undefined>
}
