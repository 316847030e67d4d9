import type { RuntimeEntry } from '@ingot/contract'
import type { Handler } from '../../context.ts'
import { changeRuntimes, meantRuntimes } from '../../runtimes/change-runtimes.ts'

/** Says of runtimes whether new projects may start from them. */
export const setRuntimeDefault: Handler<'setRuntimeDefault'> = ({ query = {}, body }, context) =>
  changeRuntimes(context, 'runtime.default', query, (view) =>
    meantRuntimes(view, body.runtimes).map((runtime) => ({
      runtime,
      body: { ...runtime.body, runtime: withDefault(runtime.body.runtime, body.isDefault) },
    })),
  )

function withDefault({ isDefault: _, ...rest }: RuntimeEntry, isDefault: boolean): RuntimeEntry {
  return isDefault ? { ...rest, isDefault } : rest
}
