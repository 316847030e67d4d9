import type { Consumer } from '@ingot/contract'
import { isObject } from '../cloudbreak/is-object.ts'
import type { Entry } from '../cloudbreak/read-entry.ts'

/**
 * Whether the machines of a consumer enforce SELinux: its creation said `seLinux` ENFORCING, by itself or below
 * `security`. They are permissive where nothing is said.
 */
export function enforcesSelinux({ details }: Pick<Consumer, 'details'>): boolean {
  return [details, details?.['security']].some((said) => isObject(said) && isEnforcing(said['seLinux']))
}

function isEnforcing(mode: unknown): boolean {
  return typeof mode === 'string' && mode.toUpperCase() === 'ENFORCING'
}

/** Whether an image supports it: all do that do not deny it. */
export function supportsSelinux({ tags }: Entry): boolean {
  return (tags['selinux-supported'] ?? 'true').toLowerCase() === 'true'
}
