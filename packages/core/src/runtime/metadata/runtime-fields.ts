import type { RuntimeField } from '@ingot/contract'
import { envValues, labelValues, type LabelsAndEnv } from './field-values.ts'
import { metadataFields } from './metadata-field.ts'
import { clipped } from './clipped.ts'

/** The most of a value that is shown, in UTF-16 units: more than any field may have. */
const shownLimit = 4096

/**
 * Every field that an image says something of, by label or by environment variable. It is inherited where the image
 * says the same as `base`, since an image that overrides nothing cannot be told from one that repeats its base.
 */
export function runtimeFields(own: LabelsAndEnv, base?: LabelsAndEnv): RuntimeField[] {
  const ofBase = base === undefined ? undefined : counted(base)
  const counting = counted(own)
  return metadataFields.flatMap((field): RuntimeField[] => {
    const value = counting(field.name)
    if (value === undefined) return []
    const label = own.labels[field.label]
    const env = own.env[field.env]
    return [
      {
        field: field.name,
        ...(label === undefined ? {} : { label: clipped(label, shownLimit) }),
        ...(env === undefined ? {} : { env: clipped(env, shownLimit) }),
        origin: ofBase === undefined ? 'unknown' : ofBase(field.name) === value ? 'inherited' : 'own',
      },
    ]
  })
}

/** What counts of an image: its label, or where it has none the variable. */
function counted(image: LabelsAndEnv): (name: (typeof metadataFields)[number]['name']) => string | undefined {
  const labels = labelValues(image)
  const env = envValues(image)
  return (name) => labels.get(name) ?? env.get(name)
}
