import { accountAdd } from './add.ts'
import { accountDelete } from './delete.ts'
import { accountList } from './list.ts'
import { accountPolicy } from './policy.ts'
import { accountScan } from './scan.ts'
import { accountShow } from './show.ts'
import { accountTest } from './test.ts'

export const commands = [
  accountAdd,
  accountList,
  accountShow,
  accountTest,
  accountScan,
  accountPolicy,
  accountDelete,
]
