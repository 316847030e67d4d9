import { credentialAdd } from './add.ts'
import { credentialDelete } from './delete.ts'
import { credentialList } from './list.ts'
import { credentialRotate } from './rotate.ts'
import { credentialTest } from './test.ts'
import { credentialUpdate } from './update.ts'

export const commands = [
  credentialAdd,
  credentialList,
  credentialTest,
  credentialUpdate,
  credentialRotate,
  credentialDelete,
]
