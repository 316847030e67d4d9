import type { KeyView, RoleName } from '@ingot/contract'
import type { StoredKey } from '@ingot/ledger'

/** A key as it is shown: everything but its hash. */
export function keyView({ hash: _, role, ...shown }: StoredKey): KeyView {
  return { ...shown, role: role as RoleName }
}
