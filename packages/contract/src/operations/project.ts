import Type from 'typebox'
import { Consumer } from '../consumer.ts'
import { merge } from '../merge.ts'
import { operation } from '../operation.ts'
import { Stamp } from '../resolution.ts'
import { writeQuery } from './common.ts'

const reads = ['image', 'catalog', 'setting', 'consumer', 'grant', 'addon'] as const
const ConsumerView = merge(Consumer, Type.Object({ revision: Type.Integer({ minimum: 1 }) }))
const OneProject = merge(Stamp, Type.Object({ dryRun: Type.Boolean(), consumer: ConsumerView }))
const Several = Type.Array(
  Type.String({ minLength: 1, maxLength: 1024, description: 'The id or the identifier of a runtime' }),
  { maxItems: 1000 },
)

export const projectOperations = {
  createProject: operation({
    method: 'POST',
    path: '/v1/projects',
    summary: 'Create a project: a consumer whose sessions start from the runtimes that it may use',
    permission: 'consumer:write',
    query: Type.Object(writeQuery),
    body: Type.Object({
      name: Type.String({ minLength: 1, maxLength: 255 }),
      runtimes: Type.Optional(Several),
      addons: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 256 }), { maxItems: 64 })),
    }),
    response: OneProject,
    reads,
  }),
  allowRuntimes: operation({
    method: 'POST',
    path: '/v1/projects/{project}/runtimes',
    summary: 'Change what the sessions of a project may start from',
    permission: 'consumer:write',
    params: Type.Object({ project: Type.String({ minLength: 1, maxLength: 1024 }) }),
    query: Type.Object(writeQuery),
    body: Type.Object({
      add: Type.Optional(Several),
      remove: Type.Optional(Several),
      addons: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 256 }), { maxItems: 64 })),
    }),
    response: OneProject,
    reads,
  }),
}
