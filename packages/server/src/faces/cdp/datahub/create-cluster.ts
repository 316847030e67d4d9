import Type, { type Static } from 'typebox'
import { createConsumer } from '../consumer/create-consumer.ts'
import { findConsumer } from '../consumer/find-consumer.ts'
import { requireOne } from '../consumer/require-one.ts'
import { ClusterImage, ClusterName } from '../cluster-fields.ts'
import { flag, maybe, Tags, text, texts, whole, WireArchitecture } from '../fields.ts'
import { wireOperation, type WireOperation } from '../operation.ts'
import { architectureOf } from '../words.ts'
import { describeOne } from './cluster.ts'

const InstanceGroup = Type.Object({
  nodeCount: whole,
  instanceGroupName: text,
  instanceGroupType: text,
  instanceType: text,
  attachedVolumeConfiguration: Type.Array(
    Type.Object({ volumeSize: whole, volumeCount: whole, volumeType: text }),
  ),
  rootVolumeSize: maybe(whole),
  recipeNames: maybe(texts),
  recoveryMode: maybe(text),
  subnetIds: maybe(texts),
  availabilityZones: maybe(texts),
})

/** Members of all platforms. A request template and custom properties may hold secrets: they are not kept. */
const CreateCluster = Type.Object({
  clusterName: maybe(ClusterName),
  clusterDefinitionName: maybe(text),
  clusterDefinition: maybe(text),
  environmentName: maybe(text),
  environment: maybe(text),
  clusterTemplateName: maybe(text),
  clusterTemplate: maybe(text),
  customConfigurationsName: maybe(text),
  instanceGroups: maybe(Type.Array(InstanceGroup)),
  subnetId: maybe(text),
  subnetName: maybe(text),
  subnetIds: maybe(texts),
  image: maybe(ClusterImage),
  tags: maybe(Tags),
  datahubDatabase: maybe(Type.Enum(['HA', 'NON_HA', 'NONE'])),
  databaseType: maybe(Type.Enum(['FLEXIBLE_SERVER', 'SINGLE_SERVER'])),
  flexibleServerDelegatedSubnetId: maybe(text),
  loadBalancerSku: maybe(Type.Enum(['BASIC', 'STANDARD', 'NONE'])),
  multiAz: maybe(flag),
  enableLoadBalancer: maybe(flag),
  javaVersion: maybe(whole),
  architecture: maybe(WireArchitecture),
})

export const createAwsCluster = creation('createAWSCluster', 'aws')
export const createGovCluster = creation('createAWSGovCloudCluster', 'aws_gov')
export const createAzureCluster = creation('createAzureCluster', 'azure')
export const createGcpCluster = creation('createGCPCluster', 'gcp')

/** Creates a Data Hub in an environment, on the runtime that its template or definition is made for. */
function creation(name: string, provider: string): WireOperation {
  return wireOperation({
    service: 'datahub',
    name,
    permission: 'consumer:write',
    request: CreateCluster,
    async answer({ environment, environmentName, image = {}, architecture, ...details }, call) {
      const clusterName = requireOne({ clusterName: details.clusterName })
      const within = requireOne({ environment, environmentName })
      const { catalogName: catalog, ...wanted } = image
      const { clusterName: _, ...kept } = details
      const { consumer, operation } = await createConsumer(call, {
        type: 'datahub',
        name: clusterName,
        provider,
        environment: await findConsumer(call, 'environment', within),
        architecture: architecture && architectureOf(architecture),
        runtime: image.id === undefined ? runtimeOf(details) : undefined,
        image: { ...wanted, ...(catalog === undefined ? {} : { catalog }) },
        details: kept,
      })
      return { cluster: await describeOne(call, consumer), operationId: operation }
    },
  })
}

/** The runtime that begins the name of a shipped template or definition: `7.2.17 - Data Engineering for AWS`. */
function runtimeOf(request: Static<typeof CreateCluster>): string | undefined {
  const { clusterDefinition, clusterDefinitionName, clusterTemplate, clusterTemplateName } = request
  const named = [clusterDefinition, clusterDefinitionName, clusterTemplate, clusterTemplateName]
  for (const one of named) {
    const runtime = /^(?<runtime>\d{1,3}\.\d{1,3}\.\d{1,3}) - /.exec(one ?? '')?.groups?.['runtime']
    if (runtime !== undefined) return runtime
  }
  return undefined
}
