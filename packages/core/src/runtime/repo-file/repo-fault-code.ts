import type { JsonFaults } from '../../json/json-faults.ts'
import type { JsonTextFaultCode } from '../../json/read-json-value.ts'

/** What can be wrong with a Runtime Repo file, or worth knowing. The codes are stable. */
export type RepoFaultCode =
  | JsonTextFaultCode
  | 'ASSEMBLY_VERSION'
  | 'DUPLICATE_IDENTIFIER'
  | 'DUPLICATE_IDENTITY'
  | 'ENTRY_TYPE'
  | 'FULL_VERSION_INCONSISTENT'
  | 'IDENTIFIER_INVALID'
  | 'IDENTIFIER_NO_REGISTRY'
  | 'IDENTIFIER_NO_TAG'
  | 'KEY_UNKNOWN'
  | 'MAINTENANCE_ZERO'
  | 'MEMBER_DEFAULT'
  | 'MEMBER_MISSING'
  | 'MEMBER_TYPE'
  | 'NAME_DIFFERS'
  | 'NOT_A_REPO_FILE'
  | 'NUMBER_RANGE'
  | 'PLACEHOLDER_VALUE'
  | 'SHORT_VERSION_NUMBER'
  | 'TEXT_BLANK'
  | 'TEXT_INVALID'
  | 'TEXT_SPACES'
  | 'TEXT_TOO_LONG'
  | 'TOO_MANY_ENTRIES'
  | 'VALUE_UNUSUAL'
  | 'VERSION_INVALID'

/** Collects what is wrong with one repo file. */
export type RepoFaults = JsonFaults<RepoFaultCode>
