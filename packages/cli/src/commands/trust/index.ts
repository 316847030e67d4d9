import { trustAdd } from './add.ts'
import { trustDelete } from './delete.ts'
import { trustList } from './list.ts'

export const commands = [trustAdd, trustList, trustDelete]
