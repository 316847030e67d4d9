import { baseAdd } from './add.ts'
import { baseDelete } from './delete.ts'
import { baseList } from './list.ts'
import { baseRefresh } from './refresh.ts'

export const commands = [baseAdd, baseList, baseRefresh, baseDelete]
