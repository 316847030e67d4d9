import { IngotError } from '@ingot/contract'
import Type from 'typebox'
import { createConsumer } from '../consumer/create-consumer.ts'
import { deleteConsumer } from '../consumer/delete-consumer.ts'
import { findConsumer, listConsumers } from '../consumer/find-consumer.ts'
import { setCatalog } from '../consumer/set-catalog.ts'
import { CatalogValue, catalogBodyLimit, flag, maybe, text, whole, WireArchitecture } from '../fields.ts'
import { wireOperation, type WireOperation } from '../operation.ts'
import { architectureOf } from '../words.ts'
import { describeOne, findDatabase } from './database.ts'

const service = 'opdb'
const DatabaseName = Type.String({ minLength: 1, maxLength: 255 })

const createDatabase = wireOperation({
  service,
  name: 'createDatabase',
  permission: 'consumer:write',
  request: Type.Object({
    environmentName: text,
    databaseName: DatabaseName,
    image: maybe(Type.Object({ id: maybe(text), catalog: maybe(text) })),
    architecture: maybe(WireArchitecture),
    subnetId: maybe(text),
    scaleType: maybe(Type.Enum(['MICRO', 'LIGHT', 'HEAVY'])),
    storageType: maybe(Type.Enum(['CLOUD_WITH_EPHEMERAL', 'CLOUD', 'HDFS'])),
    numEdgeNodes: maybe(whole),
    gatewayNodesCount: maybe(whole),
    restworkerNodesCount: maybe(whole),
    rootVolumeSize: maybe(whole),
    disableMultiAz: maybe(flag),
    disableKerberos: maybe(flag),
    disableJwtAuth: maybe(flag),
    enableRegionCanary: maybe(flag),
    enableGrafana: maybe(flag),
  }),
  async answer({ environmentName, databaseName, image = {}, architecture, ...details }, call) {
    const environment = await findConsumer(call, 'environment', environmentName)
    const { consumer } = await createConsumer(call, {
      type: 'database',
      name: databaseName,
      provider: environment.provider,
      environment,
      architecture: architecture && architectureOf(architecture),
      image,
      details,
    })
    return { databaseDetails: await describeOne(call, consumer) }
  },
})

const describeDatabase = wireOperation({
  service,
  name: 'describeDatabase',
  permission: 'consumer:read',
  request: Type.Object({ environmentName: text, databaseName: text }),
  async answer(request, call) {
    return { databaseDetails: await describeOne(call, await findDatabase(call, request)) }
  },
})

const listDatabases = wireOperation({
  service,
  name: 'listDatabases',
  permission: 'consumer:read',
  request: Type.Object({ environmentName: maybe(text) }),
  async answer({ environmentName }, call) {
    const databases = await listConsumers(call, 'database', environmentName)
    return { databases: await Promise.all(databases.map((one) => describeOne(call, one))) }
  },
})

const dropDatabase = wireOperation({
  service,
  name: 'dropDatabase',
  permission: 'consumer:write',
  request: Type.Object({ environmentName: text, databaseName: text, force: maybe(flag) }),
  async answer(request, call) {
    await deleteConsumer(call, await findDatabase(call, request))
    return { status: 'DELETE_COMPLETED' }
  },
})

/** Of all that an update can change, only the image catalog is Ingot's; any other update is refused. */
const updateDatabase = wireOperation({
  service,
  name: 'updateDatabase',
  permission: 'consumer:write',
  bodyLimit: catalogBodyLimit,
  request: Type.Object({
    environmentName: text,
    databaseName: text,
    catalog: maybe(CatalogValue),
  }),
  async answer({ catalog, ...named }, call) {
    const database = await findDatabase(call, named)
    if (catalog === undefined) {
      throw new IngotError(
        'INVALID_REQUEST',
        "The parameter 'catalog' is required: only the image catalog of a database can be updated here",
      )
    }
    await setCatalog(call, database, catalog)
    return { status: 'AVAILABLE' }
  },
})

/** The operations of the service `opdb` that have to do with images (CDP API). */
export const databaseOperations: readonly WireOperation[] = [
  createDatabase,
  describeDatabase,
  listDatabases,
  dropDatabase,
  updateDatabase,
]
