import type { Consumer, ConsumerType, Image } from '@ingot/contract'
import { normalizeProvider } from '../../image/provider.ts'
import { readEntry, type Entry } from '../cloudbreak/read-entry.ts'
import { activeParcels } from './parcels.ts'
import { currentStack, managerRelease, type Release } from './release.ts'
import type { UpgradeRequest } from './upgrade-request.ts'

/** What every image is compared with: the consumer, and the image that it is on. */
export interface UpgradeContext {
  readonly consumer: Consumer
  readonly current: Image
  readonly entry: Entry
  readonly manager: Release
  readonly stack: Release
  /** Parcels that are active, name → version. */
  readonly parcels: ReadonlyMap<string, string>
  /** It runs workloads, as all clusters but Data Lakes do. */
  readonly isWorkload: boolean
  /** The one name of the provider. */
  readonly provider: string
  /** The id that was asked for, as it was written. */
  readonly target: string | undefined
  readonly runtime: string | undefined
  readonly lockComponents: boolean
  readonly majorOs: boolean
  readonly archiveOnly: boolean
  readonly brief: boolean
  readonly at: Date
}

/** Makes a request ready to be asked of thousands of images. */
export function upgradeContext(request: UpgradeRequest, current: Image): UpgradeContext {
  const { consumer, image, runtime, at } = request
  const entry = readEntry(current)
  const isWorkload = runsWorkloads(consumer.type)
  return {
    consumer,
    current,
    entry,
    manager: managerRelease(entry),
    stack: currentStack(entry),
    parcels: activeParcels(entry, isWorkload),
    isWorkload,
    provider: normalizeProvider(consumer.provider),
    target: image,
    runtime,
    lockComponents: request.lockComponents === true,
    majorOs: request.majorOs === true,
    archiveOnly: request.archiveOnly === true,
    brief: request.brief === true,
    at,
  }
}

function runsWorkloads(type: ConsumerType): boolean {
  return type === 'datahub' || type === 'database'
}
