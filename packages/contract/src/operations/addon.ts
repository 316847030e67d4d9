import Type from 'typebox'
import { Addon, AddonStatus } from '../addon.ts'
import { Fault } from '../fault.ts'
import { merge } from '../merge.ts'
import { operation } from '../operation.ts'
import { Stamp } from '../resolution.ts'
import { readQuery, writeQuery } from './common.ts'

const reads = ['addon', 'catalog', 'setting', 'image', 'grant'] as const
const AddonView = merge(Addon, Type.Object({ revision: Type.Integer({ minimum: 1 }) }))
const Several = Type.Array(Type.String({ minLength: 1, maxLength: 512 }), { minItems: 1, maxItems: 1000 })

export const addonOperations = {
  listAddons: operation({
    method: 'GET',
    path: '/v1/addons',
    summary: 'List runtime addons by component and name',
    permission: 'runtime:read',
    query: Type.Object({
      ...readQuery,
      component: Type.Optional(Type.String({ maxLength: 256 })),
      status: Type.Optional(AddonStatus),
    }),
    response: merge(Stamp, Type.Object({ addons: Type.Array(AddonView) })),
    reads,
  }),
  addAddons: operation({
    method: 'POST',
    path: '/v1/addons',
    summary: 'Add addons: records that projects name by their display names',
    permission: 'runtime:write',
    query: Type.Object(writeQuery),
    body: Type.Object({
      addons: Type.Array(
        Type.Object({
          identifier: Type.String({ minLength: 1, maxLength: 256 }),
          component: Type.String({ minLength: 1, maxLength: 256 }),
          displayName: Type.String({ minLength: 1, maxLength: 256 }),
          status: Type.Optional(AddonStatus),
          image: Type.Optional(Type.String({ maxLength: 1024 })),
          paths: Type.Optional(Type.Array(Type.String({ maxLength: 1024 }), { maxItems: 64 })),
          digest: Type.Optional(Type.String({ maxLength: 128 })),
        }),
        { minItems: 1, maxItems: 1000 },
      ),
    }),
    response: merge(
      Stamp,
      Type.Object({ dryRun: Type.Boolean(), addons: Type.Array(AddonView), faults: Type.Array(Fault) }),
    ),
    reads,
  }),
  setAddonStatus: operation({
    method: 'PUT',
    path: '/v1/addons/status',
    summary: 'Set the status of addons, in one commit',
    permission: 'runtime:write',
    query: Type.Object(writeQuery),
    body: Type.Object({
      addons: Several,
      status: AddonStatus,
    }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), addons: Type.Array(AddonView) })),
    reads,
  }),
}
