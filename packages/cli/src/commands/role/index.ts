import { roleGrant } from './grant.ts'
import { roleList } from './list.ts'
import { roleRevoke } from './revoke.ts'

export const commands = [roleGrant, roleRevoke, roleList]
