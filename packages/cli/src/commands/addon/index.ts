import { addonAdd } from './add.ts'
import { addonList } from './list.ts'
import { addonStatus } from './status.ts'

export const commands = [addonAdd, addonList, addonStatus]
