import Type from 'typebox'
import { Moment } from '../moment.ts'
import { KeyView, RoleName } from '../key.ts'
import { operation } from '../operation.ts'
import { writeQuery } from './common.ts'
import { merge } from '../merge.ts'

export const keyOperations = {
  createKey: operation({
    method: 'POST',
    path: '/v1/keys',
    summary: 'Create an API key; the answer is the only place that shows it',
    permission: 'key:admin',
    query: Type.Object({ dryRun: writeQuery.dryRun }),
    body: Type.Object({
      name: Type.String({ minLength: 1, maxLength: 256 }),
      role: RoleName,
      expires: Type.Optional(Moment),
    }),
    response: merge(
      KeyView,
      Type.Object({ key: Type.Optional(Type.String({ description: 'Absent on a dry run' })) }),
    ),
    reads: [],
  }),
  listKeys: operation({
    method: 'GET',
    path: '/v1/keys',
    summary: 'List API keys',
    permission: 'key:admin',
    response: Type.Object({ keys: Type.Array(KeyView) }),
    reads: [],
  }),
  revokeKey: operation({
    method: 'DELETE',
    path: '/v1/keys/{key}',
    summary: 'Revoke an API key at once',
    permission: 'key:admin',
    params: Type.Object({
      key: Type.String({ minLength: 1, maxLength: 64, description: 'The id of the key' }),
    }),
    query: Type.Object({ dryRun: writeQuery.dryRun }),
    response: KeyView,
    reads: [],
  }),
}
