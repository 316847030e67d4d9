import { IngotError, type RuntimeEntry } from '@ingot/contract'
import { parseImageReference } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { requireCredentialFor } from '../../registries/credential-for.ts'
import { changeRuntimes } from '../../runtimes/change-runtimes.ts'
import { findRuntime } from '../../runtimes/stored-runtimes.ts'
import type { View } from '../../view.ts'

/** Says which credential a runtime is read with; none means the one that fits best. */
export const setRuntimeCredential: Handler<'setRuntimeCredential'> = async (
  { params, query = {}, body },
  context,
) => {
  const changed = await changeRuntimes(context, 'runtime.credential', query, (view) => {
    const runtime = findRuntime(view.snapshot, params.runtime)
    const entry = withCredential(view, runtime.body.runtime, body.credential)
    return [{ runtime, body: { ...runtime.body, runtime: entry } }]
  })
  const { runtimes, ...rest } = changed
  const [runtime] = runtimes
  if (runtime === undefined) throw new Error('Expected the runtime that was changed')
  return { ...rest, runtime }
}

function withCredential(
  { snapshot }: View,
  { credential: _, ...rest }: RuntimeEntry,
  wanted: string | undefined,
): RuntimeEntry {
  if (wanted === undefined) return rest
  const { reference } = parseImageReference(rest.identifier)
  if (reference === undefined) {
    throw new IngotError('INVALID_INPUT', `"${rest.identifier}" is no reference that could be read`)
  }
  return { ...rest, credential: requireCredentialFor(snapshot, reference, wanted).id }
}
