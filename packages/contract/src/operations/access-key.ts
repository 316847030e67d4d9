import Type from 'typebox'
import { AccessKeyView } from '../access-key.ts'
import { Moment } from '../moment.ts'
import { RoleName } from '../key.ts'
import { merge } from '../merge.ts'
import { operation } from '../operation.ts'
import { writeQuery } from './common.ts'

export const accessKeyOperations = {
  createAccessKey: operation({
    method: 'POST',
    path: '/v1/access-keys',
    summary: 'Create an access key for the CDP API; the answer is the only place that shows its private key',
    permission: 'key:admin',
    query: Type.Object({ dryRun: writeQuery.dryRun }),
    body: Type.Object({
      user: Type.String({ minLength: 1, maxLength: 256 }),
      role: Type.Optional(Type.Enum(RoleName.enum, { description: 'Default editor' })),
      expires: Type.Optional(Moment),
      publicKey: Type.Optional(
        Type.String({
          maxLength: 16384,
          description: 'PEM of an Ed25519, RSA or ECDSA public key; without it an Ed25519 pair is made',
        }),
      ),
    }),
    response: merge(
      AccessKeyView,
      Type.Object({
        privateKey: Type.Optional(
          Type.String({ description: 'Base64 of the Ed25519 seed; absent on a dry run and for a given key' }),
        ),
      }),
    ),
    reads: [],
  }),
  listAccessKeys: operation({
    method: 'GET',
    path: '/v1/access-keys',
    summary: 'List access keys',
    permission: 'key:admin',
    response: Type.Object({ accessKeys: Type.Array(AccessKeyView) }),
    reads: [],
  }),
  revokeAccessKey: operation({
    method: 'DELETE',
    path: '/v1/access-keys/{key}',
    summary: 'Revoke an access key at once',
    permission: 'key:admin',
    params: Type.Object({
      key: Type.String({ minLength: 1, maxLength: 64, description: 'The access key id' }),
    }),
    query: Type.Object({ dryRun: writeQuery.dryRun }),
    response: AccessKeyView,
    reads: [],
  }),
}
