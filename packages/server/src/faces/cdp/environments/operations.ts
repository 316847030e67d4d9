import Type from 'typebox'
import { deleteConsumer } from '../consumer/delete-consumer.ts'
import { findConsumer, listConsumers } from '../consumer/find-consumer.ts'
import { consumerOperation } from '../consumer/get-operation.ts'
import { setCatalog } from '../consumer/set-catalog.ts'
import { CatalogValue, catalogBodyLimit, flag, maybe, text } from '../fields.ts'
import { wireOperation, type WireOperation } from '../operation.ts'
import { freeipaUpgradeOptions, upgradeFreeipa } from '../upgrade/freeipa-upgrade.ts'
import {
  createAwsEnvironment,
  createAzureEnvironment,
  createGcpEnvironment,
  createGovEnvironment,
} from './create-environment.ts'
import { deleteInside } from './delete-inside.ts'
import { describeOne, environmentSummary } from './environment.ts'

const service = 'environments2'

const describeEnvironment = wireOperation({
  service,
  name: 'describeEnvironment',
  permission: 'consumer:read',
  request: Type.Object({ environmentName: text }),
  async answer({ environmentName }, call) {
    const environment = await findConsumer(call, 'environment', environmentName)
    return { environment: await describeOne(call, environment) }
  },
})

const listEnvironments = wireOperation({
  service,
  name: 'listEnvironments',
  permission: 'consumer:read',
  request: Type.Object({}),
  async answer(_request, call) {
    const environments = await listConsumers(call, 'environment', undefined)
    return { environments: environments.map((one) => environmentSummary(call.site, one)) }
  },
})

/** `forced` changes nothing here: there are no resources of a provider that could stay behind. */
const deleteEnvironment = wireOperation({
  service,
  name: 'deleteEnvironment',
  permission: 'consumer:write',
  request: Type.Object({ environmentName: text, cascading: maybe(flag), forced: maybe(flag) }),
  async answer({ environmentName, cascading }, call) {
    const environment = await findConsumer(call, 'environment', environmentName)
    if (cascading === true) await deleteInside(call, environment)
    await deleteConsumer(call, environment)
    return {}
  },
})

const setFreeipaCatalog = wireOperation({
  service,
  name: 'setCatalog',
  permission: 'consumer:write',
  bodyLimit: catalogBodyLimit,
  request: Type.Object({ environment: text, catalog: CatalogValue }),
  async answer({ environment, catalog }, call) {
    await setCatalog(call, await findConsumer(call, 'environment', environment), catalog)
    return {}
  },
})

const getFreeipaUpgradeOptions = wireOperation({
  service,
  name: 'getFreeipaUpgradeOptions',
  permission: 'consumer:read',
  bodyLimit: catalogBodyLimit,
  request: Type.Object({
    environment: text,
    catalog: maybe(CatalogValue),
    allowMajorOsUpgrade: maybe(flag),
  }),
  answer: async (request, call) =>
    freeipaUpgradeOptions(call, await findConsumer(call, 'environment', request.environment), request),
})

const upgradeFreeipaOfEnvironment = wireOperation({
  service,
  name: 'upgradeFreeipa',
  permission: 'consumer:write',
  request: Type.Object({ environmentName: text, imageId: maybe(text), allowMajorOsUpgrade: maybe(flag) }),
  answer: async (request, call) =>
    upgradeFreeipa(call, await findConsumer(call, 'environment', request.environmentName), request),
})

const getOperation = wireOperation({
  service,
  name: 'getOperation',
  permission: 'consumer:read',
  request: Type.Object({ environmentName: text, operationId: maybe(text) }),
  answer: async ({ environmentName, operationId }, call) =>
    consumerOperation(call, await findConsumer(call, 'environment', environmentName), operationId),
})

/** The operations of the service `environments2` that have to do with images (CDP API). */
export const environmentOperations: readonly WireOperation[] = [
  createAwsEnvironment,
  createGovEnvironment,
  createAzureEnvironment,
  createGcpEnvironment,
  describeEnvironment,
  listEnvironments,
  deleteEnvironment,
  setFreeipaCatalog,
  getFreeipaUpgradeOptions,
  upgradeFreeipaOfEnvironment,
  getOperation,
]
