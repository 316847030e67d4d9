import type { Operations, Output } from '@ingot/contract'
import { isSameJson } from '@ingot/core'
import type { Document } from '@ingot/ledger'
import type { Context } from '../context.ts'
import { imageWritten } from '../image-document.ts'
import { transact, type WriteQuery } from '../transact.ts'
import type { View } from '../view.ts'
import { runtimeView } from './runtime-view.ts'
import { findRuntime, type RuntimeImage } from './stored-runtimes.ts'

/** A runtime, and as it is to be. */
export interface ChangedRuntime {
  runtime: Document<RuntimeImage>
  body: RuntimeImage
}

/** Changes runtimes in one commit, and answers how they are then; those that stay as they are are not written. */
export async function changeRuntimes(
  context: Context,
  action: string,
  query: WriteQuery,
  decide: (view: View) => ChangedRuntime[],
): Promise<Output<Operations['setRuntimeStatus']>> {
  const { answer, view, dryRun } = await transact(context, action, query, (before) => {
    const changed = decide(before)
    const writes = changed.filter(({ runtime, body }) => !isSameJson(runtime.body, body))
    const planned = changed.map(({ runtime, body }) => ({ ...runtime, body }))
    return { changes: writes.map(({ body }) => imageWritten(body)), answer: planned }
  })
  const runtimes = dryRun ? answer : answer.map(({ body }) => findRuntime(view.snapshot, body.id))
  return {
    ...view.stamp,
    dryRun,
    runtimes: runtimes.map((runtime) => runtimeView(view.snapshot, runtime, view.at)),
  }
}

/** The runtimes that ids or identifiers mean, each once. Throws `RUNTIME_NOT_FOUND`. */
export function meantRuntimes({ snapshot }: View, texts: readonly string[]): Document<RuntimeImage>[] {
  const found = texts.map((text) => findRuntime(snapshot, text))
  return [...new Map(found.map((runtime) => [runtime.id, runtime])).values()]
}
