import type { ConsumerView } from '../consumer/find-consumer.ts'
import { refuseExpanded } from '../expanded-value.ts'
import { catalogTexts } from '../catalog-texts.ts'
import { catalogNamed } from '../crn.ts'
import type { Call } from '../operation.ts'
import { operationId } from '../operation-id.ts'
import { rephrase } from '../refusal.ts'
import { upgradeTexts } from './cluster-upgrade.ts'
import { freeipaImageInfo } from './image-info.ts'

/** Lists what the FreeIPA of an environment can be upgraded to, in its catalog or in another one. */
export async function freeipaUpgradeOptions(
  call: Call,
  environment: ConsumerView,
  { catalog, allowMajorOsUpgrade }: { catalog?: string; allowMajorOsUpgrade?: boolean },
) {
  if (catalog !== undefined) refuseExpanded(catalog)
  const query = {
    ...(catalog === undefined ? {} : { catalog: catalogNamed(catalog) }),
    ...(allowMajorOsUpgrade === undefined ? {} : { majorOs: allowMajorOsUpgrade }),
  }
  const listing = call.invoke('listUpgrades', {
    params: { consumer: environment.id },
    query: { ...query, brief: true },
  })
  const { candidates, current, reason } = await rephrase(
    listing,
    catalog === undefined ? {} : catalogTexts(catalog),
  )
  return {
    images: await Promise.all(candidates.map((facts) => freeipaImageInfo(call, environment, facts))),
    currentImage: current && (await freeipaImageInfo(call, environment, current)),
    reason,
  }
}

/** Moves the FreeIPA of an environment to another image in the ledger. */
export async function upgradeFreeipa(
  call: Call,
  environment: ConsumerView,
  { imageId, allowMajorOsUpgrade }: { imageId?: string; allowMajorOsUpgrade?: boolean },
) {
  const body = {
    ...(imageId === undefined ? {} : { image: imageId }),
    ...(allowMajorOsUpgrade === undefined ? {} : { majorOs: allowMajorOsUpgrade }),
  }
  const upgrade = call.invoke('applyUpgrade', { params: { consumer: environment.id }, body })
  const { from, to, revision } = await rephrase(upgrade, upgradeTexts)
  return {
    targetImage: await freeipaImageInfo(call, environment, to),
    originalImage: await freeipaImageInfo(call, environment, from),
    operationId: operationId('upgrade', environment.id, revision),
  }
}
