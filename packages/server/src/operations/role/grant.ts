import { IngotError, type Grant } from '@ingot/contract'
import type { Handler } from '../../context.ts'
import { grantKey, requireResource } from '../../role-resource.ts'
import { transact } from '../../transact.ts'

/** Gives a user a role on one catalog or one consumer. Who has it already keeps it as it was given. */
export const grantRole: Handler<'grantRole'> = async ({ query = {}, body }, context) => {
  const { answer, view, dryRun } = await transact(context, 'role.grant', query, (before) => {
    const resource = requireResource(before, body)
    const grant: Grant = {
      resource,
      user: body.user,
      role: body.role,
      by: context.actor.name,
      at: before.at.toISOString(),
    }
    const id = grantKey(grant)
    const present = before.snapshot.get<Grant>('grant', id)?.body
    if (present !== undefined) return { changes: [], answer: present }
    return { changes: [{ kind: 'grant', id, body: grant }], answer: grant }
  })
  return { ...view.stamp, dryRun, grant: answer }
}

/** Takes a role on one catalog or one consumer from a user. */
export const revokeRole: Handler<'revokeRole'> = async ({ query = {}, body }, context) => {
  const { answer, view, dryRun } = await transact(context, 'role.revoke', query, (before) => {
    const resource = requireResource(before, body)
    const id = grantKey({ resource, user: body.user, role: body.role })
    const present = before.snapshot.get<Grant>('grant', id)?.body
    if (present === undefined) {
      throw new IngotError('ROLE_NOT_FOUND', `"${body.user}" has no role "${body.role}" on ${resource}`)
    }
    return { changes: [{ kind: 'grant', id, body: null }], answer: present }
  })
  return { ...view.stamp, dryRun, grant: answer }
}
