import type { RuntimeMetadata } from '@ingot/contract'
import { runtimeVersion } from '../metadata/runtime-name.ts'
import { quoted } from '../rules/quoted.ts'
import { wantedIn, tupleFields, type PickGoal } from './pick-goal.ts'
import type { PickableRuntime } from './prepare-runtimes.ts'

/** The version of a runtime as people name it: its full version, else short and maintenance version. */
export function describeRuntimeVersion(
  metadata: Pick<RuntimeMetadata, 'fullVersion' | 'shortVersion' | 'maintenanceVersion'>,
): string {
  return metadata.fullVersion ?? runtimeVersion(metadata)
}

/** A runtime in a sentence: `PBJ Workbench, Python 3.11, Standard, 2024.02.1-b4 (host/repository:tag)`. */
export function describeRuntime({ identifier, metadata }: PickableRuntime): string {
  const { editor, kernel, edition } = metadata
  return `${editor}, ${kernel}, ${edition}, ${describeRuntimeVersion(metadata)} (${identifier})`
}

/** What is looked for, in a sentence: `editor "JupyterLab", kernel "R 4.3", version 2024.02`. */
export function describeGoal(goal: PickGoal): string {
  const fields = tupleFields.flatMap((field) => {
    const wanted = wantedIn(goal, field)
    return wanted === undefined ? [] : [`${field} ${quoted(wanted)}`]
  })
  const version = goal.version === undefined ? [] : [`version ${goal.version.text}`]
  return [...fields, ...version].join(', ') || 'a request that names nothing'
}
