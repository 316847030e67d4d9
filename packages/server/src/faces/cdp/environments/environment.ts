import type { ConsumerView } from '../consumer/find-consumer.ts'
import { imageDetails } from '../consumer/image-details.ts'
import { consumerCrn, userCrn } from '../crn.ts'
import type { Call } from '../operation.ts'
import type { Site } from '../site.ts'
import { writtenArchitecture, writtenProvider } from '../words.ts'
import { networkOf, storageOf } from './network.ts'

type Details = Readonly<Record<string, unknown>>

/** An environment as lists show it. */
export function environmentSummary(site: Site, consumer: ConsumerView) {
  const { name, region, provider, created, running, details = {} } = consumer
  return {
    environmentName: name,
    crn: consumerCrn(site, consumer),
    status: running === undefined ? 'AVAILABLE' : 'UPDATE_INITIATED',
    region,
    cloudPlatform: writtenProvider(provider),
    credentialName: details['credentialName'] ?? '',
    description: details['description'],
    created,
    proxyConfigName: details['proxyConfigName'],
    computeClusterEnabled: details['enableComputeCluster'],
  }
}

/** An environment as it is described: what its creation said, and the image of its FreeIPA. */
export async function describeOne(call: Call, consumer: ConsumerView) {
  const { details = {}, provider, owner, running } = consumer
  const { proxyConfigName: _, ...summary } = environmentSummary(call.site, consumer)
  return {
    ...summary,
    statusReason: running,
    creator: userCrn(call.site, owner),
    network: networkOf(provider, details),
    ...storageOf(provider, details),
    authentication: details['authentication'] ?? publicKeyOf(details),
    securityAccess: details['securityAccess'],
    workloadAnalytics: details['workloadAnalytics'],
    freeipa: await freeipaOf(call, consumer),
    tags: { userDefined: tagsOf(details), defaults: {} },
    customDockerRegistry: details['customDockerRegistry'],
    environmentType: details['environmentType'],
  }
}

async function freeipaOf(call: Call, consumer: ConsumerView) {
  const { id, catalog, reference } = consumer.image
  const { facts } = await imageDetails(call, consumer)
  const freeIpa = (consumer.details?.['freeIpa'] ?? {}) as Details
  return {
    crn: consumerCrn(call.site, consumer),
    recipes: freeIpa['recipes'],
    instanceCountByGroup: freeIpa['instanceCountByGroup'],
    multiAz: freeIpa['multiAz'],
    architecture: writtenArchitecture(consumer.architecture),
    imageDetails: { imageId: id, imageCatalogName: catalog, imageOs: facts?.os, imageName: reference },
  }
}

function publicKeyOf({ publicKey }: Details) {
  return publicKey === undefined ? undefined : { publicKey }
}

function tagsOf({ tags }: Details): Record<string, unknown> {
  const given = (tags ?? []) as readonly { key: string; value: string }[]
  return Object.fromEntries(given.map(({ key, value }) => [key, value]))
}
