import type { Fault, RepoEntry } from '@ingot/contract'
import { pointer } from '../../json/json-pointer.ts'
import { labelPrefix, metadataFields, type KnownField } from '../metadata/metadata-field.ts'
import { quoted } from '../rules/quoted.ts'
import { entryKeys } from './entry-fields.ts'

/**
 * In what an entry of a repo file differs from the labels of its image. A workbench takes the entry's word for it. In
 * what identifies the runtime that is an error, else a warning; a label that is empty says nothing, and neither do an
 * empty hash and the build number 0. `path` is a JSON pointer to the entry.
 */
export function compareLabels(
  entry: RepoEntry,
  labels: Readonly<Record<string, string>>,
  path: string,
): Fault[] {
  if (!Object.keys(labels).some((label) => label.startsWith(labelPrefix))) {
    const message = `The image ${entry.image_identifier} has none of the labels ${labelPrefix}*, so it is not a runtime`
    return [{ severity: 'error', code: 'NOT_A_RUNTIME', message, path }]
  }
  return entryKeys.flatMap((key) => {
    const field = metadataFields.find(({ repoKey }) => repoKey === key)
    return field === undefined ? [] : compareField(entry, key, field, labels, path)
  })
}

function compareField(
  entry: RepoEntry,
  key: keyof RepoEntry,
  field: KnownField,
  labels: Readonly<Record<string, string>>,
  path: string,
): Fault[] {
  const written = saying(field, String(entry[key]))
  const label = Object.hasOwn(labels, field.label) ? saying(field, labels[field.label]!) : undefined
  if (written === label) return []
  const severity = field.identifies ? 'error' : 'warning'
  const place = pointer(path, key)
  if (label === undefined) {
    if (!field.required) return []
    const message = `The entry has the ${field.wording} ${quoted(written ?? '')}, but the image has no label ${field.label}`
    return [{ severity, code: 'LABEL_MISSING', message, path: place }]
  }
  const got = written === undefined ? 'none' : quoted(written)
  const message = `The image has the ${field.wording} ${quoted(label)}, but the entry ${got}: make the entry say what the label says`
  return [{ severity, code: 'LABEL_DIFFERS', message, path: place }]
}

/** What a value says, where it says anything. */
function saying({ zeroIsAbsent }: KnownField, value: string): string | undefined {
  const text = value.trim()
  return text === '' || (zeroIsAbsent && text === '0') ? undefined : value
}
