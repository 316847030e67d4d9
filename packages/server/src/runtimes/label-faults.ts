import type { Fault } from '@ingot/contract'
import { compareLabels, type ReadRepoEntry } from '@ingot/core'
import { readImage } from '@ingot/providers'
import type { Context } from '../context.ts'
import { registryClient } from '../registries/registry-client.ts'
import type { View } from '../view.ts'
import { mapBounded } from './map-bounded.ts'
import { openImage, readReference } from './open-image.ts'
import { readFailure } from './registry-fault.ts'
import { patience, withinTime } from './within-time.ts'

/** How many images are read at the same time. */
const parallel = 8

/** In what the entries of a repo file differ from the labels of their images; of what cannot be read, why. */
export async function labelFaults(
  context: Pick<Context, 'ledger' | 'secrets'>,
  view: View,
  entries: readonly ReadRepoEntry[],
): Promise<Fault[]> {
  const found = await withinTime(patience.many, undefined, (signal) =>
    mapBounded(entries, parallel, (entry) => compared(context, view, entry, signal)),
  )
  return found.flat()
}

async function compared(
  context: Pick<Context, 'ledger' | 'secrets'>,
  view: View,
  { path, entry, identifier }: ReadRepoEntry,
  signal: AbortSignal,
): Promise<Fault[]> {
  try {
    const reference = readReference(identifier)
    const { options } = await openImage(context, view, reference, { signal })
    const { platforms } = await readImage(registryClient(context.ledger), reference, options)
    const [first] = platforms
    return first === undefined ? [] : compareLabels(entry, first.labels, path)
  } catch (error) {
    const { message } = readFailure(error)
    return [{ severity: 'warning', code: 'LABELS_UNREAD', message, path }]
  }
}
