import Type from 'typebox'
import { Consumer, ConsumerReference, ConsumerType, MachineConsumerType } from '../consumer.ts'
import { Architecture } from '../image.ts'
import { merge } from '../merge.ts'
import { operation } from '../operation.ts'
import { Answer, Stamp } from '../resolution.ts'
import { SwitchPlan } from '../switch.ts'
import { AppliedUpgrade, UpgradeListing } from '../upgrade.ts'
import { Usage } from '../usage.ts'
import { readQuery, writeQuery } from './common.ts'

const reads = ['image', 'catalog', 'layout', 'setting', 'consumer', 'grant'] as const
const params = Type.Object({
  consumer: Type.String({
    minLength: 1,
    maxLength: 1024,
    description: 'The id, the name, TYPE/NAME where a name is used twice, or the CRN of a consumer',
  }),
})
const Name = Type.String({ minLength: 1, maxLength: 255 })
const ConsumerView = merge(Consumer, Type.Object({ revision: Type.Integer({ minimum: 1 }) }))

export const consumerOperations = {
  listConsumers: operation({
    method: 'GET',
    path: '/v1/consumers',
    summary: 'List consumers by type and name',
    permission: 'consumer:read',
    query: Type.Object({
      ...readQuery,
      type: Type.Optional(ConsumerType),
      environment: Type.Optional(Name),
      catalog: Type.Optional(Name),
      image: Type.Optional(Name),
    }),
    response: merge(Stamp, Type.Object({ consumers: Type.Array(ConsumerView) })),
    reads,
  }),
  showConsumer: operation({
    method: 'GET',
    path: '/v1/consumers/{consumer}',
    summary: 'Show one consumer',
    permission: 'consumer:read',
    params,
    query: Type.Object(readQuery),
    response: merge(Stamp, Type.Object({ consumer: ConsumerView })),
    reads,
  }),
  createConsumer: operation({
    method: 'POST',
    path: '/v1/consumers',
    summary: 'Create a consumer: its image is chosen and checked, with the trace',
    permission: 'consumer:write',
    query: Type.Object(writeQuery),
    body: Type.Object({
      type: MachineConsumerType,
      name: Name,
      provider: Type.Optional(
        Type.String({ minLength: 1, maxLength: 64, description: 'Default: that of the environment' }),
      ),
      region: Type.Optional(
        Type.String({ minLength: 1, maxLength: 128, description: 'Default: that of the environment' }),
      ),
      architecture: Type.Optional(Architecture),
      runtime: Type.Optional(Type.String({ maxLength: 64 })),
      os: Type.Optional(Type.String({ maxLength: 64 })),
      catalog: Type.Optional(
        Type.String({ maxLength: 2048, description: 'A catalog, or the URL that a default catalog mirrors' }),
      ),
      image: Type.Optional(
        Type.String({ maxLength: 255, description: 'Default: the newest image of the catalog that fits' }),
      ),
      environment: Type.Optional(Name),
      datalake: Type.Optional(Name),
      details: Consumer.properties.details,
    }),
    response: merge(
      Stamp,
      Type.Object({ dryRun: Type.Boolean(), consumer: ConsumerView, resolution: Answer }),
    ),
    reads,
  }),
  markConsumer: operation({
    method: 'PUT',
    path: '/v1/consumers/{consumer}/running',
    summary: 'Say which operation runs on a consumer; while one does, it is neither switched nor upgraded',
    permission: 'consumer:write',
    params,
    query: Type.Object(writeQuery),
    body: Type.Object({
      running: Type.Optional(
        Type.String({ minLength: 1, maxLength: 255, description: 'Absent: none runs any more' }),
      ),
    }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), consumer: ConsumerView })),
    reads,
  }),
  deleteConsumer: operation({
    method: 'DELETE',
    path: '/v1/consumers/{consumer}',
    summary: 'Delete a consumer; one that others run in goes only with force and a reason',
    permission: 'consumer:write',
    params,
    query: Type.Object({ ...writeQuery, force: Type.Optional(Type.Boolean()) }),
    response: merge(Stamp, Type.Object({ dryRun: Type.Boolean(), consumer: ConsumerReference })),
    reads,
  }),
  switchCatalog: operation({
    method: 'POST',
    path: '/v1/switch',
    summary: 'Plan, or with the id of a plan apply, the switch of consumers to another catalog',
    permission: 'consumer:write',
    query: Type.Object({ reason: writeQuery.reason }),
    body: Type.Object({
      consumers: Type.Array(params.properties.consumer, { minItems: 1, maxItems: 1000 }),
      catalog: Type.String({ minLength: 1, maxLength: 2048 }),
      plan: Type.Optional(
        Type.String({ maxLength: 128, description: 'Apply this plan; refused when the ledger has moved on' }),
      ),
    }),
    response: merge(Stamp, SwitchPlan),
    reads,
  }),
  listUpgrades: operation({
    method: 'GET',
    path: '/v1/consumers/{consumer}/upgrades',
    summary: 'List the images that a consumer can be upgraded to, and why no others',
    permission: 'consumer:read',
    params,
    query: Type.Object({
      ...readQuery,
      image: Type.Optional(Type.String({ maxLength: 255, description: 'Judge this image' })),
      runtime: Type.Optional(Type.String({ maxLength: 64 })),
      catalog: Type.Optional(
        Type.String({ maxLength: 2048, description: 'Of an environment only: another catalog' }),
      ),
      lockComponents: Type.Optional(Type.Boolean({ description: 'The operating system only' })),
      majorOs: Type.Optional(Type.Boolean({ description: 'Allow another major operating system' })),
      brief: Type.Optional(Type.Boolean({ description: 'Leave the list of verdicts empty' })),
      archiveOnly: Type.Optional(
        Type.Boolean({ description: 'Hold declared parcel base URLs to the archive hosts too, as CDP does' }),
      ),
    }),
    response: merge(Stamp, UpgradeListing),
    reads,
  }),
  applyUpgrade: operation({
    method: 'POST',
    path: '/v1/consumers/{consumer}/upgrade',
    summary: 'Set the image that a consumer is on to one that it can be upgraded to',
    permission: 'consumer:write',
    params,
    query: Type.Object(writeQuery),
    body: Type.Object({
      image: Type.Optional(Type.String({ maxLength: 255, description: 'Default: the best candidate' })),
      runtime: Type.Optional(Type.String({ maxLength: 64 })),
      lockComponents: Type.Optional(Type.Boolean()),
      majorOs: Type.Optional(Type.Boolean()),
    }),
    response: merge(Stamp, merge(AppliedUpgrade, Type.Object({ dryRun: Type.Boolean() }))),
    reads,
  }),
  usage: operation({
    method: 'POST',
    path: '/v1/usage',
    summary: 'Say who uses an image or a catalog, what derives from it, and which of the given locks name it',
    permission: 'image:read',
    query: Type.Object(readQuery),
    body: Type.Object({
      of: Type.String({
        minLength: 1,
        maxLength: 1024,
        description: 'A catalog, or the id or name of an image',
      }),
      as: Type.Optional(Type.Enum(['catalog', 'image'], { description: 'Where a name is used for both' })),
      catalog: Type.Optional(Type.String({ maxLength: 256, description: 'The catalog of the image' })),
      locks: Type.Optional(
        Type.Array(Type.Object({ file: Type.String({ maxLength: 1024 }), text: Type.String() }), {
          maxItems: 1000,
        }),
      ),
    }),
    bodyLimit: 64 * 1024 * 1024,
    response: merge(Stamp, Usage),
    reads,
  }),
}
