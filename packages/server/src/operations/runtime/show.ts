import type { StoredReport } from '@ingot/contract'
import type { Handler } from '../../context.ts'
import { runtimeView } from '../../runtimes/runtime-view.ts'
import { findRuntime } from '../../runtimes/stored-runtimes.ts'
import { readView } from '../../view.ts'

/** Shows one runtime with the report that it was added with. */
export const showRuntime: Handler<'showRuntime'> = async ({ params, query }, context) => {
  const view = await readView(context, query)
  const found = findRuntime(view.snapshot, params.runtime)
  const report = view.snapshot.get<StoredReport>('runtime-report', found.body.id)?.body.report
  return {
    ...view.stamp,
    runtime: runtimeView(view.snapshot, found, view.at),
    ...(report === undefined ? {} : { report }),
  }
}
