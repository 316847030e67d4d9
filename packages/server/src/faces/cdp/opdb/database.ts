import { IngotError } from '@ingot/contract'
import { consumerWithId, findConsumer, type ConsumerView } from '../consumer/find-consumer.ts'
import { imageDetails } from '../consumer/image-details.ts'
import { consumerCrn, userCrn } from '../crn.ts'
import type { Call } from '../operation.ts'
import { writtenArchitecture } from '../words.ts'

/** The database of a name in an environment. Throws `CONSUMER_NOT_FOUND`. */
export async function findDatabase(
  call: Call,
  { environmentName, databaseName }: { environmentName: string; databaseName: string },
): Promise<ConsumerView> {
  const environment = await findConsumer(call, 'environment', environmentName)
  const database = await findConsumer(call, 'database', databaseName)
  if (database.environment === environment.id) return database
  throw new IngotError(
    'CONSUMER_NOT_FOUND',
    `Database '${databaseName}' not found in the environment '${environment.name}'.`,
  )
}

/** A database as it is described and listed; its image is beyond CDP's model. */
export async function describeOne(call: Call, consumer: ConsumerView) {
  const { site } = call
  const { name, environment, created, owner, running, architecture, image, details = {} } = consumer
  const within = await consumerWithId(call, environment)
  const { facts } = await imageDetails(call, consumer)
  return {
    databaseName: name,
    environmentCrn: environment && consumerCrn(site, { type: 'environment', id: environment }),
    crn: consumerCrn(site, consumer),
    creationDate: created,
    status: running === undefined ? 'AVAILABLE' : 'UPDATE_IN_PROGRESS',
    creatorCrn: userCrn(site, owner),
    dbVersion: facts?.stack ?? facts?.runtime,
    environmentName: within?.name,
    gatewayNodesCount: details['gatewayNodesCount'],
    restworkerNodesCount: details['restworkerNodesCount'],
    architecture: writtenArchitecture(architecture),
    imageDetails: { name: image.reference, id: image.id, os: facts?.os, catalogName: image.catalog },
  }
}
