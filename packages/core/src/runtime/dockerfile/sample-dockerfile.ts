import type { AllowedBase } from '@ingot/contract'
import { lintDockerfile, type DockerfileLint, type DockerfileOptions } from './lint-dockerfile.ts'

/** A runtime of the vendor that is not PBJ, as it could be allowed. */
export const jupyterBase =
  'docker.repository.cloudera.com/cloudera/cdsw/ml-runtime-jupyterlab-python3.10-cuda:2024.02.1-b4'

/** A PBJ runtime of the vendor. */
export const pbjBase =
  'docker.repository.cloudera.com/cloudera/cdsw/ml-runtime-pbj-workbench-python3.10-standard:2024.02.1-b4'

/** The metadata of a custom runtime, in ENV and LABEL as they should be. */
export const ownMetadata = `
ENV ML_RUNTIME_EDITION="Our Edition" ML_RUNTIME_SHORT_VERSION="1.0" ML_RUNTIME_MAINTENANCE_VERSION="1" \\
    ML_RUNTIME_DESCRIPTION="With our tools"
ENV ML_RUNTIME_FULL_VERSION="\${ML_RUNTIME_SHORT_VERSION}.\${ML_RUNTIME_MAINTENANCE_VERSION}"
LABEL com.cloudera.ml.runtime.edition=$ML_RUNTIME_EDITION \\
      com.cloudera.ml.runtime.full-version=$ML_RUNTIME_FULL_VERSION \\
      com.cloudera.ml.runtime.short-version=$ML_RUNTIME_SHORT_VERSION \\
      com.cloudera.ml.runtime.maintenance-version=$ML_RUNTIME_MAINTENANCE_VERSION \\
      com.cloudera.ml.runtime.description=$ML_RUNTIME_DESCRIPTION
`

/** Lints a text as the file `Dockerfile`. */
export function lintText(text: string, options?: DockerfileOptions): DockerfileLint {
  return lintDockerfile({ file: 'Dockerfile', text }, options)
}

/** The faults of a text as `code line:column`. */
export function faultsOf(text: string, options?: DockerfileOptions): string[] {
  return lintText(text, options).faults.map(({ code, line, column }) =>
    line === undefined ? code : `${code} ${line}:${column}`,
  )
}

/** Those of a text that are errors. */
export function errorsOf(text: string, options?: DockerfileOptions): string[] {
  const { faults } = lintText(text, options)
  return faults
    .filter(({ severity }) => severity === 'error')
    .map(({ code, line, column }) => (line === undefined ? code : `${code} ${line}:${column}`))
}

/** An allowed base with labels and environment by the names of fields without prefix, such as `edition`. */
export function allowedBase(
  reference: string,
  fields: Readonly<Record<string, string>>,
  given: Partial<AllowedBase> = {},
): AllowedBase {
  const entries = Object.entries(fields)
  const digest = `sha256:${'b'.repeat(64)}`
  return {
    id: reference,
    reference,
    generation: 'pbj',
    vendor: true,
    created: '2026-01-01T00:00:00.000Z',
    snapshots: [
      {
        digest,
        manifest: `sha256:${'c'.repeat(64)}`,
        platform: 'linux/amd64',
        layers: [digest],
        diffIds: [digest],
        chainId: digest,
        labels: Object.fromEntries(
          entries.map(([name, value]) => [`com.cloudera.ml.runtime.${name}`, value]),
        ),
        env: Object.fromEntries(entries.map(([name, value]) => [variableOf(name), value])),
        seen: '2026-01-01T00:00:00.000Z',
      },
    ],
    ...given,
  }
}

function variableOf(name: string): string {
  const variable = name === 'runtime-metadata-version' ? 'metadata-version' : name
  return `ML_RUNTIME_${variable.replaceAll('-', '_').toUpperCase()}`
}
