import { IngotError, type ImageFacts } from '@ingot/contract'
import type { ConsumerView } from '../consumer/find-consumer.ts'
import type { Call } from '../operation.ts'
import { operationId } from '../operation-id.ts'
import { rephrase } from '../refusal.ts'
import { imageInfo } from './image-info.ts'

/** What is asked for with the upgrade of a Data Lake or a Data Hub. */
export interface UpgradeRequest {
  readonly imageId?: string
  readonly runtime?: string
  readonly lockComponents?: boolean
  readonly dryRun?: boolean
  readonly showAvailableImages?: boolean
  readonly showLatestAvailableImagePerRuntime?: boolean
}

/** Lists upgrades where a flag asks to look only; else moves the consumer to the image in the ledger. */
export async function upgradeCluster(call: Call, consumer: ConsumerView, request: UpgradeRequest) {
  const { dryRun, showAvailableImages, showLatestAvailableImagePerRuntime: isLatest } = request
  if (dryRun === true || showAvailableImages === true || isLatest === true) {
    return listUpgrades(call, consumer, request)
  }
  const { imageId, runtime, lockComponents } = request
  const body = {
    ...(imageId === undefined ? {} : { image: imageId }),
    ...(runtime === undefined ? {} : { runtime }),
    ...(lockComponents === undefined ? {} : { lockComponents }),
  }
  const upgrade = call.invoke('applyUpgrade', { params: { consumer: consumer.id }, body })
  const { from, to, revision } = await rephrase(upgrade, upgradeTexts)
  return {
    current: await imageInfo(call, consumer, from),
    upgradeCandidates: [await imageInfo(call, consumer, to)],
    operationId: operationId('upgrade', consumer.id, revision),
  }
}

/** Says what would be prepared: Ingot downloads nothing to machines, so a preparation ends with the choice. */
export async function prepareUpgrade(
  call: Call,
  consumer: ConsumerView,
  request: Pick<UpgradeRequest, 'imageId' | 'runtime'>,
) {
  const { imageId, runtime } = request
  const body = {
    ...(imageId === undefined ? {} : { image: imageId }),
    ...(runtime === undefined ? {} : { runtime }),
  }
  const query = { dryRun: true }
  const plan = call.invoke('applyUpgrade', { params: { consumer: consumer.id }, query, body })
  const { from, to, revision } = await rephrase(plan, upgradeTexts)
  return {
    current: await imageInfo(call, consumer, from),
    upgradeCandidates: [await imageInfo(call, consumer, to)],
    operationId: operationId('prepare', consumer.id, revision),
  }
}

/** What cannot be upgraded to is an invalid argument for CDP. */
export const upgradeTexts = {
  NOT_UPGRADABLE: ({ message }: IngotError) => new IngotError('INVALID_INPUT', message),
}

async function listUpgrades(call: Call, consumer: ConsumerView, request: UpgradeRequest) {
  const { imageId, runtime, lockComponents } = request
  const query = {
    ...(imageId === undefined ? {} : { image: imageId }),
    ...(runtime === undefined ? {} : { runtime }),
    ...(lockComponents === undefined ? {} : { lockComponents }),
  }
  const listing = await call.invoke('listUpgrades', {
    params: { consumer: consumer.id },
    query: { ...query, brief: true },
  })
  const { current, reason } = listing
  const shown = shownCandidates(listing.candidates, request)
  return {
    current: current && (await imageInfo(call, consumer, current)),
    upgradeCandidates: await Promise.all(shown.map((facts) => imageInfo(call, consumer, facts))),
    reason,
  }
}

/** All candidates; or the newest of each runtime and operating system; or, on a dry run, the one that is best. */
function shownCandidates(candidates: readonly ImageFacts[], request: UpgradeRequest): readonly ImageFacts[] {
  if (request.showLatestAvailableImagePerRuntime === true) return latestPerRuntime(candidates)
  return request.showAvailableImages === true ? candidates : candidates.slice(0, 1)
}

function latestPerRuntime(candidates: readonly ImageFacts[]): ImageFacts[] {
  const latest = new Map<string, ImageFacts>()
  for (const facts of candidates) {
    const key = JSON.stringify([facts.stack ?? facts.runtime, facts.os])
    const known = latest.get(key)
    if (known === undefined || (known.created ?? '') < (facts.created ?? '')) latest.set(key, facts)
  }
  return [...latest.values()]
}
