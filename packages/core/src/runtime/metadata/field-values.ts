import { metadataFields, type FieldName, type KnownField } from './metadata-field.ts'

/** The labels and the environment of an image of one platform, as its configuration has them. */
export interface LabelsAndEnv {
  readonly labels: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
}

/** What an image says of each field, as written. Fields of which it says nothing are not there. */
export type FieldValues = ReadonlyMap<FieldName, string>

/** What the labels say. */
export function labelValues({ labels }: LabelsAndEnv): FieldValues {
  return valuesOf((field) => labels[field.label])
}

/** What the environment variables say. */
export function envValues({ env }: LabelsAndEnv): FieldValues {
  return valuesOf((field) => env[field.env])
}

function valuesOf(read: (field: KnownField) => string | undefined): FieldValues {
  const values = new Map<FieldName, string>()
  for (const field of metadataFields) {
    const value = read(field)
    if (value !== undefined && !isAbsent(field, value)) values.set(field.name, value)
  }
  return values
}

/** Many real images carry `cuda-version=""`, and `git-hash=0` where there is none: they say nothing. */
function isAbsent({ zeroIsAbsent }: KnownField, value: string): boolean {
  const text = value.trim()
  return text === '' || (zeroIsAbsent && text === '0')
}
