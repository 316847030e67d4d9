import type { AddonStatus } from '@ingot/contract'

export const addonStatuses: readonly AddonStatus[] = [
  'UNKNOWN',
  'AVAILABLE',
  'DISABLED',
  'DEPRECATED',
  'DELETED',
  'FAILED',
]
