import type { JsonFaults } from '../../json/json-faults.ts'
import type { JsonTextFaultCode } from '../../json/read-json-value.ts'

/** What can be wrong with addons, or the files that describe them. The codes are stable. */
export type AddonFaultCode =
  | JsonTextFaultCode
  | 'ADDON_DUPLICATE'
  | 'ADDON_TYPE'
  | 'COMPONENT_GUESSED'
  | 'DISPLAY_NAME_MISSING'
  | 'DIGEST_INVALID'
  | 'IDENTIFIER_INVALID'
  | 'IMAGE_INVALID'
  | 'IMAGE_NO_REGISTRY'
  | 'KEY_UNKNOWN'
  | 'MEMBER_MISSING'
  | 'MEMBER_TYPE'
  | 'NAME_INVALID'
  | 'NOT_AN_ADDON_FILE'
  | 'PATH_INVALID'
  | 'STATUS_UNKNOWN'
  | 'TEXT_INVALID'
  | 'TOO_MANY_ITEMS'

/** Collects what is wrong with addons. */
export type AddonFaults = JsonFaults<AddonFaultCode>
