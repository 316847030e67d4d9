import Type from 'typebox'
import { deleteConsumer } from '../consumer/delete-consumer.ts'
import { consumerWithId, findConsumer, listConsumers } from '../consumer/find-consumer.ts'
import { consumerOperation } from '../consumer/get-operation.ts'
import { requireOne } from '../consumer/require-one.ts'
import { setCatalog } from '../consumer/set-catalog.ts'
import { CatalogValue, catalogBodyLimit, flag, maybe, text } from '../fields.ts'
import { wireOperation, type WireOperation } from '../operation.ts'
import { prepareUpgrade, upgradeCluster as upgrade } from '../upgrade/cluster-upgrade.ts'
import { Upgrade, UpgradePreparation } from '../upgrade/upgrade-fields.ts'
import { clusterSummary, describeOne } from './cluster.ts'
import { createAwsCluster, createAzureCluster, createGcpCluster, createGovCluster } from './create-cluster.ts'

const service = 'datahub'

const describeCluster = wireOperation({
  service,
  name: 'describeCluster',
  permission: 'consumer:read',
  request: Type.Object({ clusterName: text }),
  async answer({ clusterName }, call) {
    return { cluster: await describeOne(call, await findConsumer(call, 'datahub', clusterName)) }
  },
})

const listClusters = wireOperation({
  service,
  name: 'listClusters',
  permission: 'consumer:read',
  request: Type.Object({ environmentName: maybe(text) }),
  async answer({ environmentName }, call) {
    const clusters = await listConsumers(call, 'datahub', environmentName)
    const shown = clusters.map(async (one) => {
      const environment = await consumerWithId(call, one.environment)
      return clusterSummary(call.site, one, environment?.name)
    })
    return { clusters: await Promise.all(shown) }
  },
})

/** `force` changes nothing here: there is nothing at a provider that could fail to go. */
const deleteCluster = wireOperation({
  service,
  name: 'deleteCluster',
  permission: 'consumer:write',
  request: Type.Object({ clusterName: text, force: maybe(flag) }),
  async answer({ clusterName }, call) {
    return { operationId: await deleteConsumer(call, await findConsumer(call, 'datahub', clusterName)) }
  },
})

const setClusterCatalog = wireOperation({
  service,
  name: 'setCatalog',
  permission: 'consumer:write',
  bodyLimit: catalogBodyLimit,
  request: Type.Object({ cluster: text, catalogName: CatalogValue }),
  async answer({ cluster, catalogName }, call) {
    await setCatalog(call, await findConsumer(call, 'datahub', cluster), catalogName)
    return {}
  },
})

const upgradeCluster = wireOperation({
  service,
  name: 'upgradeCluster',
  permission: 'consumer:read',
  request: Type.Object({ clusterName: text, ...Upgrade }),
  answer: async (request, call) =>
    upgrade(call, await findConsumer(call, 'datahub', request.clusterName), request),
})

const prepareClusterUpgrade = wireOperation({
  service,
  name: 'prepareClusterUpgrade',
  permission: 'consumer:write',
  request: Type.Object({ cluster: text, ...UpgradePreparation }),
  answer: async (request, call) =>
    prepareUpgrade(call, await findConsumer(call, 'datahub', request.cluster), request),
})

const getOperation = wireOperation({
  service,
  name: 'getOperation',
  permission: 'consumer:read',
  request: Type.Object({ clusterName: maybe(text), crn: maybe(text), operationId: maybe(text) }),
  async answer({ clusterName, crn, operationId }, call) {
    const named = requireOne({ clusterName, crn })
    return consumerOperation(call, await findConsumer(call, 'datahub', named), operationId)
  },
})

/** The operations of the service `datahub` that have to do with images (CDP API). */
export const datahubOperations: readonly WireOperation[] = [
  createAwsCluster,
  createGovCluster,
  createAzureCluster,
  createGcpCluster,
  describeCluster,
  listClusters,
  deleteCluster,
  setClusterCatalog,
  upgradeCluster,
  prepareClusterUpgrade,
  getOperation,
]
