import type { Static, TSchema } from 'typebox'
import Type from 'typebox'
import { createConsumer } from '../consumer/create-consumer.ts'
import { findConsumer } from '../consumer/find-consumer.ts'
import { ClusterImage, ClusterName, Recipes } from '../cluster-fields.ts'
import { flag, maybe, Tags, text, whole, WireArchitecture } from '../fields.ts'
import { wireOperation, type WireOperation } from '../operation.ts'
import { architectureOf } from '../words.ts'
import { datalakeSummary } from './datalake.ts'

/** The request of a platform; what differs is where the Data Lake stores and as whom. */
function creationRequest<Configuration extends TSchema>(cloudProviderConfiguration: Configuration) {
  return Type.Object({
    datalakeName: ClusterName,
    environmentName: text,
    cloudProviderConfiguration,
    scale: maybe(Type.Enum(['LIGHT_DUTY', 'MEDIUM_DUTY_HA', 'ENTERPRISE'])),
    tags: maybe(Tags),
    runtime: maybe(Type.String({ maxLength: 64 })),
    image: maybe(ClusterImage),
    enableRangerRaz: maybe(flag),
    enableRangerRms: maybe(flag),
    multiAz: maybe(flag),
    recipes: maybe(Recipes),
    customInstanceGroups: maybe(Type.Array(Type.Object({ name: text, instanceType: maybe(text) }))),
    javaVersion: maybe(whole),
    architecture: maybe(WireArchitecture),
    loadBalancerSku: maybe(Type.Enum(['BASIC', 'STANDARD', 'NONE'])),
    databaseType: maybe(Type.Enum(['FLEXIBLE_SERVER', 'SINGLE_SERVER'])),
    flexibleServerDelegatedSubnetId: maybe(text),
  })
}

const aws = Type.Object({ instanceProfile: text, storageBucketLocation: text })
const azure = Type.Object({ managedIdentity: text, storageLocation: text })
const gcp = Type.Object({ serviceAccountEmail: text, storageLocation: text })

export const createAwsDatalake = creation('createAWSDatalake', 'aws', aws)
export const createGovDatalake = creation('createAWSGovCloudDatalake', 'aws_gov', aws)
export const createAzureDatalake = creation('createAzureDatalake', 'azure', azure)
export const createGcpDatalake = creation('createGCPDatalake', 'gcp', gcp)

/** Creates a Data Lake in an environment, whose region it is in. */
function creation(name: string, provider: string, configuration: TSchema): WireOperation {
  return wireOperation({
    service: 'datalake',
    name,
    permission: 'consumer:write',
    request: creationRequest(configuration),
    async answer(request, call) {
      const { datalakeName, environmentName, runtime, image = {}, architecture, ...details } = request
      const { catalogName: catalog, ...wanted }: Static<typeof ClusterImage> = image
      const { consumer, operation } = await createConsumer(call, {
        type: 'datalake',
        name: datalakeName,
        provider,
        environment: await findConsumer(call, 'environment', environmentName),
        architecture: architecture && architectureOf(architecture),
        runtime,
        image: { ...wanted, ...(catalog === undefined ? {} : { catalog }) },
        details,
      })
      return { datalake: datalakeSummary(call.site, consumer), operationId: operation }
    },
  })
}
