import { keyCreate } from './create.ts'
import { keyList } from './list.ts'
import { keyRevoke } from './revoke.ts'

export const commands = [keyCreate, keyList, keyRevoke]
