import { IngotError, type AllowedBase } from '@ingot/contract'
import { snapshotsOf } from '@ingot/core'
import { readImage } from '@ingot/providers'
import type { Handler } from '../../context.ts'
import { registryClient } from '../../registries/registry-client.ts'
import { baseExcess } from '../../runtimes/base-excess.ts'
import { openImage, readReference } from '../../runtimes/open-image.ts'
import { readingRegistry } from '../../runtimes/registry-fault.ts'
import { patience, withinTime } from '../../runtimes/within-time.ts'
import { transact } from '../../transact.ts'
import { viewOf } from '../../view.ts'

/** Allows an image that runtimes may be built on, as it is now on every platform. */
export const addBase: Handler<'addBase'> = async ({ query = {}, body }, context) => {
  const reference = readReference(body.reference)
  const before = viewOf(await context.ledger.refresh(), context.now, context.actor)
  const image = await withinTime(patience.image, undefined, async (signal) => {
    const { options } = await openImage(context, before, reference, { wanted: body.credential, signal })
    return readingRegistry(() => readImage(registryClient(context.ledger), reference, options))
  })
  const snapshots = snapshotsOf(image, context.now.toISOString())
  if (snapshots.length === 0) {
    const message = `"${reference.text}" has no layers: every image would stand on it`
    throw new IngotError('INVALID_INPUT', message)
  }
  const excess = baseExcess({ reference: reference.text, snapshots: [] }, snapshots)
  if (excess !== undefined) throw new IngotError('INVALID_INPUT', excess)
  const base: AllowedBase = {
    id: reference.text,
    reference: reference.text,
    generation: body.generation,
    vendor: body.vendor ?? body.generation !== 'os',
    snapshots,
    created: context.now.toISOString(),
  }
  const { view, dryRun } = await transact(context, 'base.add', query, ({ snapshot }) => {
    if (snapshot.get('base', base.id) !== undefined) {
      throw new IngotError('BASE_EXISTS', `"${base.reference}" is an allowed base already`)
    }
    return { changes: [{ kind: 'base', id: base.id, body: base }], answer: base }
  })
  return { ...view.stamp, dryRun, base }
}
