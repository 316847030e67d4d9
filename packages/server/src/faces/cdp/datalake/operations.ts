import Type from 'typebox'
import { deleteConsumer } from '../consumer/delete-consumer.ts'
import { findConsumer, listConsumers } from '../consumer/find-consumer.ts'
import { consumerOperation } from '../consumer/get-operation.ts'
import { requireOne } from '../consumer/require-one.ts'
import { setCatalog } from '../consumer/set-catalog.ts'
import { CatalogValue, catalogBodyLimit, flag, maybe, text } from '../fields.ts'
import { wireOperation, type WireOperation } from '../operation.ts'
import { prepareUpgrade, upgradeCluster } from '../upgrade/cluster-upgrade.ts'
import { Upgrade, UpgradePreparation } from '../upgrade/upgrade-fields.ts'
import {
  createAwsDatalake,
  createAzureDatalake,
  createGcpDatalake,
  createGovDatalake,
} from './create-datalake.ts'
import { datalakeSummary, describeOne } from './datalake.ts'

const service = 'datalake'

const describeDatalake = wireOperation({
  service,
  name: 'describeDatalake',
  permission: 'consumer:read',
  request: Type.Object({ datalakeName: text }),
  async answer({ datalakeName }, call) {
    return { datalake: await describeOne(call, await findConsumer(call, 'datalake', datalakeName)) }
  },
})

const listDatalakes = wireOperation({
  service,
  name: 'listDatalakes',
  permission: 'consumer:read',
  request: Type.Object({ environmentName: maybe(text), datalakeName: maybe(text) }),
  async answer({ environmentName, datalakeName }, call) {
    const named = datalakeName && (await findConsumer(call, 'datalake', datalakeName)).id
    const all = await listConsumers(call, 'datalake', environmentName)
    const found = all.filter(({ id }) => named === undefined || id === named)
    return { datalakes: found.map((one) => datalakeSummary(call.site, one)) }
  },
})

/** `force` changes nothing here: a Data Lake that Data Hubs use is refused in any case. */
const deleteDatalake = wireOperation({
  service,
  name: 'deleteDatalake',
  permission: 'consumer:write',
  request: Type.Object({ datalakeName: text, force: maybe(flag) }),
  async answer({ datalakeName }, call) {
    const datalake = await findConsumer(call, 'datalake', datalakeName)
    return { operationId: await deleteConsumer(call, datalake) }
  },
})

const setDatalakeCatalog = wireOperation({
  service,
  name: 'setCatalog',
  permission: 'consumer:write',
  bodyLimit: catalogBodyLimit,
  request: Type.Object({ datalake: text, catalogName: CatalogValue }),
  async answer({ datalake, catalogName }, call) {
    await setCatalog(call, await findConsumer(call, 'datalake', datalake), catalogName)
    return {}
  },
})

const upgradeDatalake = wireOperation({
  service,
  name: 'upgradeDatalake',
  permission: 'consumer:read',
  request: Type.Object({ datalakeName: text, ...Upgrade }),
  answer: async (request, call) =>
    upgradeCluster(call, await findConsumer(call, 'datalake', request.datalakeName), request),
})

const prepareDatalakeUpgrade = wireOperation({
  service,
  name: 'prepareDatalakeUpgrade',
  permission: 'consumer:write',
  request: Type.Object({ datalake: text, ...UpgradePreparation }),
  answer: async (request, call) =>
    prepareUpgrade(call, await findConsumer(call, 'datalake', request.datalake), request),
})

const getOperation = wireOperation({
  service,
  name: 'getOperation',
  permission: 'consumer:read',
  request: Type.Object({ datalakeName: maybe(text), crn: maybe(text), operationId: maybe(text) }),
  async answer({ datalakeName, crn, operationId }, call) {
    const named = requireOne({ datalakeName, crn })
    return consumerOperation(call, await findConsumer(call, 'datalake', named), operationId)
  },
})

/** The operations of the service `datalake` that have to do with images (CDP API). */
export const datalakeOperations: readonly WireOperation[] = [
  createAwsDatalake,
  createGovDatalake,
  createAzureDatalake,
  createGcpDatalake,
  describeDatalake,
  listDatalakes,
  deleteDatalake,
  setDatalakeCatalog,
  upgradeDatalake,
  prepareDatalakeUpgrade,
  getOperation,
]
