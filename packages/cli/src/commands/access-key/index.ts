import { accessKeyCreate } from './create.ts'
import { accessKeyList } from './list.ts'
import { accessKeyRevoke } from './revoke.ts'

export const commands = [accessKeyCreate, accessKeyList, accessKeyRevoke]
