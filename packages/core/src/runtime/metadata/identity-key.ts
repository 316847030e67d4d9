import type { RuntimeIdentity } from '@ingot/contract'

/** What makes a runtime unique; the maintenance version also as a number, as metadata has it. */
type Identifying = Omit<RuntimeIdentity, 'maintenanceVersion'> & {
  readonly maintenanceVersion?: string | number | undefined
}

/**
 * A text that two runtimes share exactly when they are the same one to a workbench: (editor, kernel, edition, short
 * version, maintenance version). They are compared without case, because the names of images are, and a person could
 * not tell `Standard` from `standard`; versions as they are written: 2022.10 is not 2022.1.
 */
export function identityKey(identity: Identifying): string {
  const { editor, kernel, edition, shortVersion, maintenanceVersion } = identity
  const sides = [editor, kernel, edition, shortVersion, maintenanceVersion]
  // A NUL within a side must not pass for the border between two.
  return sides
    .map((side) => String(side ?? '').replaceAll('\0', '\uFFFD'))
    .join('\0')
    .toLowerCase()
}
