import { consumerWithId, type ConsumerView } from '../consumer/find-consumer.ts'
import { imageDetails } from '../consumer/image-details.ts'
import { consumerCrn } from '../crn.ts'
import type { Call } from '../operation.ts'
import type { Site } from '../site.ts'
import { catalogUrl } from '../upgrade/image-info.ts'
import { writtenArchitecture, writtenProvider } from '../words.ts'

type Details = Readonly<Record<string, unknown>>

/** A Data Hub as lists show it; `environmentName` where the caller may see the environment. */
export function clusterSummary(site: Site, consumer: ConsumerView, environmentName: string | undefined) {
  const { name, environment, datalake, provider, created, running, details = {} } = consumer
  return {
    clusterName: name,
    crn: consumerCrn(site, consumer),
    status: running === undefined ? 'AVAILABLE' : 'UPDATE_IN_PROGRESS',
    environmentCrn: environment && consumerCrn(site, { type: 'environment', id: environment }),
    environmentName,
    cloudPlatform: writtenProvider(provider),
    nodeCount: nodesOf(details),
    creationDate: created,
    datalakeCrn: datalake && consumerCrn(site, { type: 'datalake', id: datalake }),
  }
}

/** A Data Hub as it is described: with its image. */
export async function describeOne(call: Call, consumer: ConsumerView) {
  const { image, running, architecture, details = {} } = consumer
  const environment = await consumerWithId(call, consumer.environment)
  const summary = clusterSummary(call.site, consumer, environment?.name)
  const { facts, repositoryVersion } = await imageDetails(call, consumer)
  return {
    ...summary,
    clusterStatus: summary.status,
    statusReason: running,
    imageDetails: {
      name: image.reference,
      id: image.id,
      os: facts?.os,
      catalogUrl: await catalogUrl(call, image.catalog),
      catalogName: image.catalog,
    },
    clouderaManager: facts?.cm && { version: facts.cm, platformVersion: facts.stack ?? repositoryVersion },
    multiAz: details['multiAz'] ?? false,
    architecture: writtenArchitecture(architecture),
    runtime: facts?.runtime,
    clusterTemplate: details['clusterTemplate'] ?? details['clusterTemplateName'],
    clusterDefinition: details['clusterDefinition'] ?? details['clusterDefinitionName'],
    tags: details['tags'],
  }
}

function nodesOf({ instanceGroups }: Details): number | undefined {
  if (!Array.isArray(instanceGroups)) return undefined
  const groups = instanceGroups as readonly { nodeCount: number }[]
  return groups.reduce((nodes, { nodeCount }) => nodes + nodeCount, 0)
}
