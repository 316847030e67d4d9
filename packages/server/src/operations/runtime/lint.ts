import { lintDockerfile as lint } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { allowedBases } from '../../runtimes/allowed-bases.ts'
import { readView } from '../../view.ts'

/** Lints the Dockerfile of a runtime; what an allowed base says is known. */
export const lintDockerfile: Handler<'lintDockerfile'> = async ({ body }, context) => {
  const view = await readView(context)
  const { file, target, args } = body
  const options = {
    bases: allowedBases(view.snapshot),
    ...(target === undefined ? {} : { target }),
    ...(args === undefined ? {} : { args }),
  }
  return { ...view.stamp, ...lint(file, options) }
}
