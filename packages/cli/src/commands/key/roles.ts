import type { RoleName } from '@ingot/contract'

/** What a key may do. */
export const roles: readonly RoleName[] = ['reader', 'editor', 'administrator']
