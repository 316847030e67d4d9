import { IngotError, permissions, type Permission, type RoleName } from '@ingot/contract'
import type { Actor } from './actor.ts'

const reader: readonly Permission[] = ['image:read', 'catalog:read', 'log:read']
const editor: readonly Permission[] = [...reader, 'image:write', 'catalog:write']

/** What each role may do. */
export const roles: Record<RoleName, readonly Permission[]> = {
  reader,
  editor,
  administrator: permissions,
}

/** Throws `FORBIDDEN` unless the actor's role has the permission. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (roles[actor.role].includes(permission)) return
  throw new IngotError(
    'FORBIDDEN',
    `"${actor.name}" has the role "${actor.role}", which lacks the permission "${permission}"`,
  )
}
