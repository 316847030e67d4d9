import type { CdpServer, WireReply } from './cdp-server.ts'
import { awsEnvironment, awsStorage, azureEnvironment, gcpEnvironment } from './sample-requests.ts'

const environments = {
  aws: ['createAWSEnvironment', awsEnvironment],
  gov: ['createAWSGovCloudEnvironment', { ...awsEnvironment, region: 'us-gov-west-1' }],
  azure: ['createAzureEnvironment', azureEnvironment],
  gcp: ['createGCPEnvironment', gcpEnvironment],
} as const

let count = 0

/** A name that no other call gives. */
function newName(what: string): string {
  count += 1
  return `${what}-${count}`
}

/** Creates one environment per platform: `aws`, `gov`, `azure`, `gcp`. */
export async function createEnvironments(server: CdpServer): Promise<void> {
  for (const [environmentName, [name, request]] of Object.entries(environments)) {
    succeeded(await server.post(`environments2/${name}`, { environmentName, ...request }))
  }
}

/** A request for a Data Lake in the environment `aws`. */
export function newLake(request: object = {}): Record<string, unknown> {
  const datalakeName = newName('lake')
  return { datalakeName, environmentName: 'aws', cloudProviderConfiguration: awsStorage, ...request }
}

/** Creates a Data Lake in the environment `aws`; gives its name. */
export async function createLake(
  server: CdpServer,
  request: object = { runtime: '7.2.17' },
): Promise<string> {
  const lake = newLake(request)
  succeeded(await server.post('datalake/createAWSDatalake', lake))
  return String(lake['datalakeName'])
}

/** A Data Lake as it is described. */
export async function lakeOf(server: CdpServer, datalakeName: unknown): Promise<Record<string, unknown>> {
  const body = succeeded(await server.post('datalake/describeDatalake', { datalakeName }))
  return body['datalake'] as Record<string, unknown>
}

/** Creates a catalog with one image, which has a reference of its own in `us-west-1`. */
export async function createCatalogWith(
  server: CdpServer,
  sourceImageId: string,
): Promise<{ catalogName: string; imageId: string }> {
  const catalogName = newName('catalog')
  succeeded(await server.post('imagecatalog/createCustomCatalog', { catalogName }))
  const vmImages = [{ region: 'us-west-1', imageReference: 'ami-0123456789abcdef0' }]
  const request = { catalogName, sourceImageId, vmImages }
  const { imageId } = succeeded(await server.post('imagecatalog/setRuntimeImage', request))
  return { catalogName, imageId: String(imageId) }
}

function succeeded({ status, body }: WireReply): Record<string, unknown> {
  if (status !== 200) throw new Error(`${status}: ${String(body['message'])}`)
  return body
}
