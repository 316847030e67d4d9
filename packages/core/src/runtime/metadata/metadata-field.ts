import type { RepoEntry, RuntimeMetadata } from '@ingot/contract'

/** What the names of all labels of a runtime begin with. */
export const labelPrefix = 'com.cloudera.ml.runtime.'

/** What the names of all environment variables of a runtime begin with. */
const envPrefix = 'ML_RUNTIME_'

/** The environment variables that start the kernel of a PBJ runtime; they have no labels. */
export const kernelVariables = {
  gatewayCommand: `${envPrefix}JUPYTER_KERNEL_GATEWAY_CMD`,
  name: `${envPrefix}JUPYTER_KERNEL_NAME`,
} as const

/** One field of the metadata of a runtime (Cloudera AI, Metadata for custom runtimes). */
interface MetadataField {
  /** The name of the field: that of its label without the prefix. */
  readonly name: string
  readonly label: string
  readonly env: string
  /** The key of a Runtime Repo file, where it has one. */
  readonly repoKey: keyof RepoEntry | undefined
  readonly member: keyof RuntimeMetadata
  /** As a sentence calls it: `short version`. */
  readonly wording: string
  /** Whether no image is a runtime without it. */
  readonly required: boolean
  /** Whether an image on a base that is not PBJ may say another value than its base. */
  readonly overridable: boolean
  /** Whether it is a side of what must be unique among all runtimes. */
  readonly identifies: boolean
  /** Whether `0` says as little as an empty text does. */
  readonly zeroIsAbsent: boolean
  /** The most UTF-16 units that it may have. No length is documented. */
  readonly limit: number
  /** What values look like that the vendor uses; `example` is one. Free text has none. */
  readonly pattern: RegExp | undefined
  readonly example: string
}

type Given = Pick<MetadataField, 'repoKey' | 'member' | 'wording' | 'limit' | 'example'> &
  Partial<Pick<MetadataField, 'required' | 'overridable' | 'identifies' | 'zeroIsAbsent' | 'pattern'>>

const given = {
  'runtime-metadata-version': {
    repoKey: 'runtime_metadata_version',
    member: 'metadataVersion',
    wording: 'metadata version',
    required: true,
    overridable: false,
    limit: 64,
    pattern: /^[123]$/,
    example: '2',
  },
  editor: {
    repoKey: 'editor',
    member: 'editor',
    wording: 'editor',
    required: true,
    identifies: true,
    limit: 256,
    example: 'PBJ Workbench',
  },
  kernel: {
    repoKey: 'kernel',
    member: 'kernel',
    wording: 'kernel',
    required: true,
    overridable: false,
    identifies: true,
    limit: 256,
    pattern: /^(?:Python|R|Scala|Julia) \d+(?:\.\d+){0,2}$/,
    example: 'Python 3.11',
  },
  edition: {
    repoKey: 'edition',
    member: 'edition',
    wording: 'edition',
    required: true,
    identifies: true,
    limit: 256,
    example: 'My Edition',
  },
  'short-version': {
    repoKey: 'short_version',
    member: 'shortVersion',
    wording: 'short version',
    required: true,
    identifies: true,
    // A maintenance version is still to fit behind it, into the 64 characters that a request may have.
    limit: 48,
    pattern: /^\d+(?:\.\d+){0,2}$/,
    example: '1.0',
  },
  'maintenance-version': {
    repoKey: 'maintenance_version',
    member: 'maintenanceVersion',
    wording: 'maintenance version',
    required: true,
    identifies: true,
    limit: 64,
    pattern: /^(?:0|[1-9]\d{0,8})$/,
    example: '1',
  },
  'full-version': {
    repoKey: 'full_version',
    member: 'fullVersion',
    wording: 'full version',
    limit: 64,
    pattern: /^\d+(?:\.\d+){0,3}(?:-b\d+)?$/,
    example: '1.0.1',
  },
  description: {
    repoKey: 'description',
    member: 'description',
    wording: 'description',
    required: true,
    limit: 2048,
    example: 'Python with our certificates',
  },
  'cuda-version': {
    repoKey: undefined,
    member: 'cudaVersion',
    wording: 'CUDA version',
    overridable: false,
    limit: 64,
    pattern: /^\d+\.\d+(?:\.\d+)?$/,
    example: '11.8.0',
  },
  'git-hash': {
    repoKey: 'git_hash',
    member: 'gitHash',
    wording: 'git hash',
    overridable: false,
    zeroIsAbsent: true,
    limit: 64,
    pattern: /^[0-9a-f]{40}$/,
    example: '0123456789abcdef0123456789abcdef01234567',
  },
  gbn: {
    repoKey: 'gbn',
    member: 'gbn',
    wording: 'build number',
    overridable: false,
    zeroIsAbsent: true,
    limit: 64,
    pattern: /^\d{1,12}$/,
    example: '12345678',
  },
} as const satisfies Record<string, Given>

/** The name of a field of the metadata: `kernel`, `short-version`, … */
export type FieldName = keyof typeof given

/** A field of the table. */
export type KnownField = MetadataField & { readonly name: FieldName }

/** Every field, in the order in which they are shown and reported. */
export const metadataFields: readonly KnownField[] = Object.entries<Given>(given).map(fieldOf)

const byName = new Map(metadataFields.map((field) => [field.name, field]))

/** The field of a name. */
export function metadataField(name: FieldName): KnownField {
  return byName.get(name)!
}

function fieldOf([name, field]: [string, Given]): KnownField {
  const variable = name === 'runtime-metadata-version' ? 'metadata-version' : name
  return {
    required: false,
    overridable: true,
    identifies: false,
    zeroIsAbsent: false,
    pattern: undefined,
    ...field,
    name: name as FieldName,
    label: labelPrefix + name,
    env: envPrefix + variable.replaceAll('-', '_').toUpperCase(),
  }
}
