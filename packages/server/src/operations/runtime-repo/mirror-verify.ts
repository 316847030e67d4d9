import type { MirrorCheck, MirrorItem } from '@ingot/contract'
import type { Context, Handler } from '../../context.ts'
import { registryClient } from '../../registries/registry-client.ts'
import { mapBounded } from '../../runtimes/map-bounded.ts'
import { openImage, readReference } from '../../runtimes/open-image.ts'
import { plannedMirror } from '../../runtimes/planned-mirror.ts'
import { readFailure } from '../../runtimes/registry-fault.ts'
import { patience, withinTime } from '../../runtimes/within-time.ts'
import { readView, type View } from '../../view.ts'

/** How many copies are looked at at the same time. */
const parallel = 8

/** Checks that the copies have the digests that they must have: by what is there, not by what is said of it. */
export const verifyMirror: Handler<'verifyMirror'> = async ({ body }, context) => {
  const view = await readView(context)
  const { items, unpinned } = plannedMirror(view, body)
  const checks = await withinTime(patience.many, undefined, (signal) =>
    mapBounded(items, parallel, (item) => checked(context, view, item, signal)),
  )
  return { ...view.stamp, checks, unpinned: [...unpinned] }
}

async function checked(
  context: Context,
  view: View,
  { runtime, to, digest: expected }: MirrorItem,
  signal: AbortSignal,
): Promise<MirrorCheck> {
  const check = (status: MirrorCheck['status'], message: string, found?: string): MirrorCheck => ({
    runtime,
    to,
    status,
    expected,
    ...(found === undefined ? {} : { found }),
    message,
  })
  try {
    const reference = readReference(to)
    const { options } = await openImage(context, view, reference, { signal })
    const { digest } = await registryClient(context.ledger).manifest(reference, options)
    if (digest === expected) return check('same', 'It is what was approved', digest)
    return check(
      'different',
      `It must be ${expected}, but is ${digest}; copy it again, with all its platforms`,
      digest,
    )
  } catch (error) {
    const { isGone, message } = readFailure(error)
    return check(isGone ? 'missing' : 'unreachable', message)
  }
}
