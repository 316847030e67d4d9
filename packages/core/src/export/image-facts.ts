import type { ExportInput } from './export-entry.ts'
import { groupedEntries } from './keyed-entries.ts'
import type { YamlValue } from './yaml-text.ts'

/**
 * What is known of the images of an export, each once, with where it is: for programs that read it on a machine. It says
 * when each image was written, not when it was asked for: user data that differs makes new machines.
 */
export function imageFacts({ entries }: Pick<ExportInput, 'entries'>) {
  const images = [
    ...groupedEntries(entries, ({ image }) => JSON.stringify([image.catalog, image.id])).values(),
  ]
  return {
    images: images.map((group) => {
      const { image, revision, state } = group[0]!
      const { id, name, version, catalog, label, os, architecture, traits } = image
      return {
        id,
        name,
        version,
        catalog,
        label,
        state,
        revision,
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
