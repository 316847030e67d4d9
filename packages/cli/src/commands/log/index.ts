import { logList } from './list.ts'
import { logShow } from './show.ts'
import { logVerify } from './verify.ts'

export const commands = [logList, logShow, logVerify]
