import { runtimeAdd } from './add.ts'
import { runtimeDefault } from './default.ts'
import { runtimeDrift } from './drift.ts'
import { runtimeLint } from './lint.ts'
import { runtimeList } from './list.ts'
import { runtimeMirrorPlan, runtimeMirrorVerify } from './mirror.ts'
import { runtimePick } from './pick.ts'
import { runtimePublish } from './publish.ts'
import { runtimeRepoFile } from './repo-file.ts'
import { runtimeSetCredential } from './set-credential.ts'
import { runtimeShow } from './show.ts'
import { runtimeDeprecate, runtimeDisable, runtimeEnable } from './status.ts'
import { runtimeValidate } from './validate.ts'

export const commands = [
  runtimeValidate,
  runtimeLint,
  runtimeAdd,
  runtimeList,
  runtimeShow,
  runtimeEnable,
  runtimeDisable,
  runtimeDeprecate,
  runtimeDefault,
  runtimeSetCredential,
  runtimeDrift,
  runtimePick,
  runtimeRepoFile,
  runtimePublish,
  runtimeMirrorPlan,
  runtimeMirrorVerify,
]
