import { registryAdd } from './add.ts'
import { registryDelete } from './delete.ts'
import { registryList } from './list.ts'
import { registryTest } from './test.ts'

export const commands = [registryAdd, registryList, registryTest, registryDelete]
