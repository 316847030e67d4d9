import { upgradeApply } from './apply.ts'
import { upgradeList } from './list.ts'

export const commands = [upgradeList, upgradeApply]
