import { IngotError, permissions, type Permission, type RoleName } from '@ingot/contract'
import type { Actor } from './actor.ts'

const reader: readonly Permission[] = [
  'image:read',
  'catalog:read',
  'consumer:read',
  'runtime:read',
  'log:read',
]
/**
 * Who builds images may have them looked at, which is to say, have Ingot read from registries that are public or that an
 * administrator added. What is allowed to start, and with which secrets it is read, is for administrators.
 */
const editor: readonly Permission[] = [
  ...reader,
  'image:write',
  'catalog:write',
  'consumer:write',
  'runtime:validate',
]

/** What each role may do. */
export const roles: Record<RoleName, readonly Permission[]> = {
  reader,
  editor,
  administrator: permissions,
}

/** The refusal (`FORBIDDEN`) of an actor whose role lacks the permission; `undefined` where it has it. */
export function permissionRefusal(actor: Actor, permission: Permission): IngotError | undefined {
  if (roles[actor.role].includes(permission)) return undefined
  return new IngotError(
    'FORBIDDEN',
    `"${actor.name}" has the role "${actor.role}", which lacks the permission "${permission}"`,
  )
}
