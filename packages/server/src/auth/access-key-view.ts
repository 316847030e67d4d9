import type { AccessKeyView, RoleName } from '@ingot/contract'
import type { StoredAccessKey } from '@ingot/ledger'

/** An access key as it is shown: everything but its public key. */
export function accessKeyView({ publicKey: _, role, ...shown }: StoredAccessKey): AccessKeyView {
  return { ...shown, role: role as RoleName }
}
