import type { Grant } from '@ingot/contract'
import { maySeeGrant } from '../../auth/access.ts'
import type { Handler } from '../../context.ts'
import { findConsumer } from '../../find-consumer.ts'
import { requireCatalog } from '../../require-catalog.ts'
import { readView } from '../../view.ts'

/** Lists the roles that the actor has or may give. */
export const listRoles: Handler<'listRoles'> = async ({ query = {} }, context) => {
  const view = await readView(context, query)
  const { catalog, consumer, user } = query
  const resources = [
    ...(catalog === undefined ? [] : [`catalog/${requireCatalog(view, catalog).id}`]),
    ...(consumer === undefined ? [] : [`consumer/${findConsumer(view, consumer).id}`]),
  ]
  const grants = [...view.snapshot.all<Grant>('grant')]
    .map(({ body }) => body)
    .filter((grant) => resources.length === 0 || resources.includes(grant.resource))
    .filter((grant) => user === undefined || grant.user === user)
    .filter((grant) => maySeeGrant(view.access, grant))
  return { ...view.stamp, grants }
}
