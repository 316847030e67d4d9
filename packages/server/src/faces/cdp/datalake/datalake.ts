import { consumerWithId, type ConsumerView } from '../consumer/find-consumer.ts'
import { imageDetails } from '../consumer/image-details.ts'
import { consumerCrn } from '../crn.ts'
import type { Call } from '../operation.ts'
import type { Site } from '../site.ts'
import { imageInfo } from '../upgrade/image-info.ts'
import { writtenArchitecture, writtenProvider } from '../words.ts'

type Details = Readonly<Record<string, unknown>>

/** A Data Lake as creations and lists show it. */
export function datalakeSummary(site: Site, consumer: ConsumerView) {
  const { name, environment, created, running, details = {} } = consumer
  return {
    datalakeName: name,
    crn: consumerCrn(site, consumer),
    status: running === undefined ? 'RUNNING' : 'DATALAKE_UPGRADE_IN_PROGRESS',
    environmentCrn: environment && consumerCrn(site, { type: 'environment', id: environment }),
    creationDate: created,
    statusReason: running,
    enableRangerRaz: details['enableRangerRaz'] ?? false,
    multiAz: details['multiAz'] ?? false,
    tags: details['tags'],
  }
}

/** A Data Lake as it is described: with its image, and the versions that are on it. */
export async function describeOne(call: Call, consumer: ConsumerView) {
  const { provider, region, architecture, details = {} } = consumer
  const { image } = consumer
  const { facts, repositoryVersion, managerRepository } = await imageDetails(call, consumer)
  const environment = await consumerWithId(call, consumer.environment)
  const configuration = (details['cloudProviderConfiguration'] ?? {}) as Details
  const { storageBucketLocation, storageLocation = storageBucketLocation } = configuration
  const known = facts && (await imageInfo(call, consumer, facts))
  return {
    ...datalakeSummary(call.site, consumer),
    shape: details['scale'] ?? 'LIGHT_DUTY',
    cloudPlatform: writtenProvider(provider),
    region,
    environmentName: environment?.name,
    clouderaManager: facts?.cm && {
      version: facts.cm,
      clouderaManagerRepositoryURL: managerRepository ?? '',
    },
    productVersions: repositoryVersion === undefined ? [] : [{ name: 'CDH', version: repositoryVersion }],
    ...configurationOf(provider, configuration),
    cloudStorageBaseLocation: storageLocation,
    architecture: writtenArchitecture(architecture),
    imageDetails: {
      ...known,
      imageId: image.id,
      imageCatalogName: image.catalog,
      // What the machines were started from, which a later reference of the image does not change.
      imageName: image.reference ?? known?.imageName,
    },
  }
}

function configurationOf(provider: string, configuration: Details) {
  const { instanceProfile, managedIdentity, serviceAccountEmail } = configuration
  if (provider === 'azure') return { azureConfiguration: { managedIdentity } }
  return provider === 'gcp'
    ? { gcpConfiguration: { serviceAccountEmail } }
    : { awsConfiguration: { instanceProfile } }
}
