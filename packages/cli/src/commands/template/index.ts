import { templateCheck } from './check.ts'
import { templateCoverage } from './coverage.ts'
import { templateFormat } from './format.ts'
import { templateLock } from './lock.ts'
import { templateResolve } from './resolve.ts'
import { templateShow } from './show.ts'
import { templateVerify } from './verify.ts'

export const commands = [
  templateCheck,
  templateShow,
  templateResolve,
  templateCoverage,
  templateLock,
  templateVerify,
  templateFormat,
]
