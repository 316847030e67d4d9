import type { UpgradeListing } from '@ingot/contract'
import { imageFacts } from '../cloudbreak/image-facts.ts'
import type { CatalogContent } from '../selection/catalog-content.ts'
import { freeipaUpgrades } from './freeipa-upgrades.ts'
import { runtimeUpgrades } from './runtime-upgrades.ts'
import { upgradeContext, type UpgradeContext } from './upgrade-context.ts'
import type { UpgradeRequest } from './upgrade-request.ts'

/**
 * Which images of a catalog a consumer can be upgraded to, and why no others: Data Lakes and Data Hubs by the twelve
 * filters of Cloudbreak, environments by the rules of FreeIPA. `reason` is in the words of Cloudbreak where it has
 * some. Nothing is thrown: an image that cannot be read is dropped with that as its verdict. The order of images makes
 * no difference.
 */
export function listUpgrades(
  content: CatalogContent,
  request: UpgradeRequest,
): Omit<UpgradeListing, 'consumer'> {
  const { consumer, current } = request
  const catalog = content.name
  if (current === undefined) {
    const { id, catalog: of } = consumer.image
    const reason = `The image ${id} of catalog "${of}", which "${consumer.name}" is on, is gone, so nothing can be compared with it.`
    return { catalog, candidates: [], verdicts: [], reason }
  }
  const head = { catalog, current: imageFacts(current) }
  const context = upgradeContext(request, current)
  const reason = reasonOfCurrent(context)
  if (reason !== undefined) return { ...head, candidates: [], verdicts: [], reason }
  const isFreeipa = consumer.type === 'environment'
  return { ...head, ...(isFreeipa ? freeipaUpgrades(content, context) : runtimeUpgrades(content, context)) }
}

/** Why the present image lets nothing be compared (Cloudbreak, ClusterUpgradeImageFilter). */
function reasonOfCurrent({ current, entry, consumer }: UpgradeContext): string | undefined {
  const { derived, cloudbreak } = current
  if (derived !== undefined && cloudbreak === undefined) {
    return `The source ${derived.source.id} of the present image ${current.id} is gone from catalog "${derived.source.catalog}", so nothing can be compared with it.`
  }
  if (consumer.type === 'environment') return undefined
  const { 'cdh-build-number': build = '', cm = '' } = entry.packageVersions
  return build === '' || cm === '' ? 'Cannot upgrade a base image cluster.' : undefined
}
