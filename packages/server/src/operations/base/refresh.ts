import type { AllowedBase, BaseSnapshot } from '@ingot/contract'
import { snapshotsOf } from '@ingot/core'
import type { Document } from '@ingot/ledger'
import { readImage } from '@ingot/providers'
import type { Context, Handler } from '../../context.ts'
import { registryClient } from '../../registries/registry-client.ts'
import { findCredential } from '../../registries/stored-credentials.ts'
import { findBase } from '../../runtimes/allowed-bases.ts'
import { baseExcess } from '../../runtimes/base-excess.ts'
import { mapBounded } from '../../runtimes/map-bounded.ts'
import { openImage, readReference } from '../../runtimes/open-image.ts'
import { readFailure } from '../../runtimes/registry-fault.ts'
import { patience, withinTime } from '../../runtimes/within-time.ts'
import { transact } from '../../transact.ts'
import { viewOf, type View } from '../../view.ts'

const parallel = 4

interface Looked {
  readonly id: string
  readonly reference: string
  /** What its tag leads to now; absent where that could not be read. */
  readonly snapshots?: readonly BaseSnapshot[]
  readonly message?: string
}

/**
 * Looks at the tags of allowed bases again, and keeps what they lead to now beside all that they ever led to. One that
 * cannot be read is told, and keeps none of the others from being stored.
 */
export const refreshBases: Handler<'refreshBases'> = async ({ query = {}, body }, context) => {
  const before = viewOf(await context.ledger.refresh(), context.now, context.actor)
  // A name that means no credential at all is a slip of the pen, not what is wrong with one base.
  if (body.credential !== undefined) findCredential(before.snapshot, body.credential)
  const all = [...before.snapshot.all<AllowedBase>('base')]
  const bases = body.bases === undefined ? all : body.bases.map((text) => findBase(before.snapshot, text))
  const looked = await withinTime(patience.many, undefined, (signal) =>
    mapBounded(bases, parallel, (base) => look(context, before, base, { wanted: body.credential, signal })),
  )
  const { view, dryRun } = await transact(context, 'base.refresh', query, ({ snapshot }) => {
    const changes = looked.flatMap(({ id, snapshots }) => {
      const present = snapshot.get<AllowedBase>('base', id)?.body
      if (present === undefined || snapshots === undefined || !isMoved(present, snapshots)) return []
      return [{ kind: 'base', id, body: { ...present, snapshots: [...present.snapshots, ...snapshots] } }]
    })
    return { changes, answer: undefined }
  })
  return { ...view.stamp, dryRun, bases: looked.map((one) => told(before, one)) }
}

async function look(
  context: Context,
  view: View,
  { id, body: base }: Document<AllowedBase>,
  options: { wanted: string | undefined; signal: AbortSignal },
): Promise<Looked> {
  const { reference } = base
  try {
    const parsed = readReference(reference)
    const opened = await openImage(context, view, parsed, options)
    const image = await readImage(registryClient(context.ledger), parsed, opened.options)
    const snapshots = snapshotsOf(image, context.now.toISOString())
    const excess = isMoved(base, snapshots) ? baseExcess(base, snapshots) : undefined
    return excess === undefined ? { id, reference, snapshots } : { id, reference, message: excess }
  } catch (error) {
    return { id, reference, message: readFailure(error).message }
  }
}

/** Whether the tag leads to another digest than when it was last looked at. */
function isMoved({ snapshots }: AllowedBase, now: readonly BaseSnapshot[]): boolean {
  const [first] = now
  return first !== undefined && snapshots.at(-1)?.digest !== first.digest
}

function told({ snapshot }: View, { id, reference, snapshots, message = '' }: Looked) {
  const present = snapshot.get<AllowedBase>('base', id)?.body
  if (present === undefined || snapshots === undefined) {
    return { id, reference, status: 'failed' as const, message }
  }
  const digest = snapshots[0]?.digest ?? ''
  const before = present.snapshots.at(-1)?.digest ?? ''
  const status = isMoved(present, snapshots) ? ('moved' as const) : ('same' as const)
  const sentence =
    status === 'same'
      ? `Its tag leads to ${digest}, as before`
      : `Its tag led to ${before}, and leads to ${digest} now; both are allowed`
  return { id, reference, status, ...(digest === '' ? {} : { digest }), message: sentence }
}
