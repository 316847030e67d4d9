import type { Warning } from '@ingot/contract'
import { fill } from './fill.ts'

/** The one table of what an answer may warn of. `{places}` are filled in with the values of the case. */
export const warnings = {
  IMAGE_DEPRECATED: '{stage}',
  IMAGE_PREVIEW: '{stage}',
  IMAGE_DISABLED: 'The same reference belongs to {image}, {stage}',
  IMAGE_REVOKED: 'The same reference belongs to {image}, {stage}',
  SKIPPED_NEWER: '{image} was taken because what comes before it has no artifact in {location}: {skipped}',
  CATALOG_PRECEDENCE: '{image} was taken because its catalog is searched first; {newer} is newer',
  REFERENCE_UNKNOWN: 'No catalog knows the reference "{reference}"; it is passed on as it is',
  LOCATION_MISMATCH: 'The reference "{reference}" is known in {places}, not in {location}',
  ARTIFACT_DRIFT: 'The artifact "{artifact}" of {image} is {kind} in its cloud: {message}',
  OS_MISMATCH: '{image}: {message}',
  ARCHITECTURE_MISMATCH: '{image}: {message}',
  BOOT_ARCHITECTURE: '{message}',
  BOOT_GENERATION: '{message}',
  BOOT_DISK_CONTROLLER: '{message}',
  BOOT_SECURITY_TYPE: '{message}',
  BOOT_PLAN: '{message}',
  BOOT_SPECIALIZED: '{message}',
  BOOT_DISK_SIZE: '{message}',
  BOOT_ENA: '{message}',
  BOOT_NVME: '{message}',
  BOOT_VIRTUALIZATION: '{message}',
  BOOT_MODE: '{message}',
} as const satisfies Record<string, string>

export type WarningCode = keyof typeof warnings

/** A warning of the table, filled in. */
export function warning(code: WarningCode, values: Readonly<Record<string, string>>): Warning {
  return { code, message: fill(warnings[code], values) }
}
