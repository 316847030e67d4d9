import Type from 'typebox'
import { merge } from '../merge.ts'
import { operation } from '../operation.ts'
import { Stamp } from '../resolution.ts'
import { Grant, ResourceRole } from '../role.ts'
import { readQuery, writeQuery } from './common.ts'

const reads = ['image', 'catalog', 'setting', 'consumer', 'grant'] as const
const Name = Type.String({ minLength: 1, maxLength: 1024 })
const Asked = Type.Object({
  user: Type.String({ minLength: 1, maxLength: 256 }),
  role: ResourceRole,
  catalog: Type.Optional(Name),
  consumer: Type.Optional(Name),
})

export const roleOperations = {
  listRoles: operation({
    method: 'GET',
    path: '/v1/roles',
    summary: 'List who has which role on a catalog or a consumer',
    permission: 'catalog:read',
    query: Type.Object({
      ...readQuery,
      catalog: Type.Optional(Name),
      consumer: Type.Optional(Name),
      user: Type.Optional(Name),
    }),
    response: merge(Stamp, Type.Object({ grants: Type.Array(Grant) })),
    reads,
  }),
  grantRole: operation({
    method: 'POST',
    path: '/v1/roles',
    summary: 'Give a user a role on one catalog or one consumer',
    permission: 'catalog:write',
    query: Type.Object(writeQuery),
    body: Asked,
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), grant: Grant })),
    reads,
  }),
  revokeRole: operation({
    method: 'POST',
    path: '/v1/roles/revoke',
    summary: 'Take a role on one catalog or one consumer from a user',
    permission: 'catalog:write',
    query: Type.Object(writeQuery),
    body: Asked,
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), grant: Grant })),
    reads,
  }),
}
