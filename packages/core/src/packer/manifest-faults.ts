import { collectJsonFaults, type JsonFaults } from '../json/json-faults.ts'
import type { JsonTextFaultCode } from '../json/read-json-value.ts'

/** What can be wrong with a manifest of Packer. */
type ManifestFaultCode =
  | JsonTextFaultCode
  | 'ARTIFACT_UNREADABLE'
  | 'BUILDER_UNKNOWN'
  | 'BUILD_UNKNOWN'
  | 'LAST_RUN_UNKNOWN'
  | 'MEMBER_MISSING'
  | 'MEMBER_TYPE'
  | 'NOTHING_BUILT'
  | 'PROJECT_UNKNOWN'
  | 'REGION_UNKNOWN'
  | 'SEVERAL_FOR_PLACE'
  | 'TOO_MANY'

/** Collects what is wrong with one manifest. */
export type ManifestFaults = JsonFaults<ManifestFaultCode>

/** An empty collection of faults of a file. */
export function collectManifestFaults(file: string): ManifestFaults {
  return collectJsonFaults<ManifestFaultCode>(file)
}
