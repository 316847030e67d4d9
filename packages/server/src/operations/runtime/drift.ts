import type { RuntimeDrift } from '@ingot/contract'
import type { Context, Handler } from '../../context.ts'
import { registryClient } from '../../registries/registry-client.ts'
import { mapBounded } from '../../runtimes/map-bounded.ts'
import { openImage, readReference } from '../../runtimes/open-image.ts'
import { meantRuntimes } from '../../runtimes/change-runtimes.ts'
import { readFailure } from '../../runtimes/registry-fault.ts'
import { everyRuntime, type RuntimeImage } from '../../runtimes/stored-runtimes.ts'
import { patience, withinTime } from '../../runtimes/within-time.ts'
import { readView, type View } from '../../view.ts'

/** How many tags are looked at at the same time. */
const parallel = 8

/** Says which tags have moved since they were approved. Nothing is stored: what to do about it is for people to say. */
export const runtimeDrift: Handler<'runtimeDrift'> = async ({ body }, context) => {
  const view = await readView(context)
  const runtimes =
    body.runtimes === undefined ? everyRuntime(view.snapshot) : meantRuntimes(view, body.runtimes)
  const drifts = await withinTime(patience.many, undefined, (signal) =>
    mapBounded(runtimes, parallel, (runtime) => driftOf(context, view, runtime.body, signal)),
  )
  return { ...view.stamp, runtimes: drifts }
}

async function driftOf(
  context: Context,
  view: View,
  { id, runtime }: RuntimeImage,
  signal: AbortSignal,
): Promise<RuntimeDrift> {
  const { identifier, digest: approved } = runtime
  const drift = (status: RuntimeDrift['status'], message: string, now?: string): RuntimeDrift => ({
    runtime: id,
    identifier,
    ...(approved === undefined ? {} : { approved }),
    ...(now === undefined ? {} : { now }),
    status,
    message,
  })
  if (approved === undefined)
    return drift('never-read', 'It came from a repo file and was never read; no digest is known')
  try {
    const reference = readReference(identifier)
    const { options } = await openImage(context, view, reference, { wanted: runtime.credential, signal })
    const { digest } = await registryClient(context.ledger).resolve(reference, options)
    if (digest === approved) return drift('same', 'It leads to what was approved', digest)
    return drift('moved', `It led to ${approved} when it was approved, and leads to ${digest} now`, digest)
  } catch (error) {
    const { isGone, message } = readFailure(error)
    return drift(isGone ? 'gone' : 'unreachable', message)
  }
}
