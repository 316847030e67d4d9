import { runtimeRepoAdd } from './add.ts'
import { runtimeRepoCheck } from './check.ts'
import { runtimeRepoDelete } from './delete.ts'
import { runtimeRepoList } from './list.ts'
import { runtimeRepoSync } from './sync.ts'
import { runtimeRepoUpdate } from './update.ts'

export const commands = [
  runtimeRepoAdd,
  runtimeRepoList,
  runtimeRepoUpdate,
  runtimeRepoSync,
  runtimeRepoCheck,
  runtimeRepoDelete,
]
